using System.CommandLine;
using System.CommandLine.Parsing;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Hosting;

/// <summary>The options for an empty state directory where an earlier job has left traces: at most one of them.</summary>
internal sealed class MissingStateOptions
{
    private readonly (Option<bool> Option, MissingState Value)[] _choices;

    private MissingStateOptions(params (Option<bool> Option, MissingState Value)[] choices) => _choices = choices;

    public IEnumerable<Option> Options => _choices.Select(static c => c.Option);

    public static MissingStateOptions Create() => new(
        (new("--join") { Description = "Without checkpoints: run as a further instance, in addition to those that have committed offsets or left parts of files." }, MissingState.Join),
        (new("--start-over") { Description = "Without checkpoints: read again from the earliest message, although rows made visible before will be duplicated." }, MissingState.StartOver),
        (new("--accept-loss") { Description = "Without checkpoints: continue at the committed offsets, although records that were read and are not committed are lost." }, MissingState.AcceptLoss));

    public MissingState Of(ParseResult parsed) => _choices.Where(c => parsed.GetValue(c.Option)).Select(static c => c.Value).FirstOrDefault();

    public void Validate(CommandResult result)
    {
        var given = _choices.Where(c => result.GetValue(c.Option)).Select(static c => c.Option.Name).ToArray();
        if (given.Length > 1)
        {
            result.AddError($"{string.Join(" and ", given)} exclude each other: give one of them.");
        }
    }
}
