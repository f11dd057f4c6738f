using Dataflow.Pipelines.Generators.Triggers;

namespace Dataflow.Pipelines.Generators.Features.Processes;

/// <summary>An argument of a command, or its program.</summary>
/// <param name="Start">Its first character in the command.</param>
internal sealed record CommandWord(int Start)
{
    /// <summary>Its parts, without the quotes.</summary>
    public List<TemplatePart> Parts { get; } = [];
}
