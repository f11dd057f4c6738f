using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>The events that triggers may name: of nodes, of the pipeline, of inputs, and those declared from outside.</summary>
internal static class EventNames
{
    private const int PrefixLength = 6; // of "event:"

    private static readonly string[] OfNodes = ["started", "running", "completed", "failed", "stopped", "skipped", "restarted", "statusChanged", "batch_ready"];
    private static readonly string[] OfPipeline = ["started", "shutdown"];

    public static DiagnosticModel? Check(PipelineModel pipeline, EventExpression named, Anchor anchor)
    {
        var (kind, _, owner, word) = EventOwner.Of(pipeline, named.Name);
        if (kind == EventOwnerKind.Outside)
        {
            return null;
        }

        var start = named.Start + PrefixLength;
        if (kind == EventOwnerKind.Unknown)
        {
            var nearest = NearestName.Find(owner, pipeline.Nodes.Select(node => node.Id).Concat(["pipeline"]));
            var external = nearest is null ? NearestName.Find(named.Name, pipeline.ExternalEvents.Concat(pipeline.Inputs.Select(input => input.Id + "." + EventOwner.OfInputs))) : null;
            var hint = external is not null ? "did you mean '" + external + "'?"
                : nearest is not null ? "'" + owner + "' is no node; did you mean '" + nearest + "'?"
                : "'" + owner + "' is no node; an event from outside is declared on the class, [ExternalEvent(\"" + named.Name + "\")]";
            return DiagnosticModel.Of(Descriptors.UnknownEvent, anchor.Slice(start, named.Name.Length), named.Name, hint) with
            {
                Suggestion = external ?? (nearest is null ? null : nearest + (word.Length == 0 ? "" : "." + word)),
            };
        }

        var words = kind == EventOwnerKind.Pipeline ? OfPipeline : OfNodes;
        if (words.Contains(word))
        {
            return null;
        }

        var near = NearestName.Find(word, words);
        var problem = (word.Length == 0 ? "name an event of '" + owner + "'" : "'" + owner + "' has no '" + word + "'") + (near is null ? "; there are " + string.Join(", ", words) : NearestName.Ask(near));
        var at = word.Length == 0 ? anchor.Slice(start, named.Name.Length) : anchor.Slice(start + owner.Length + 1, word.Length);
        return DiagnosticModel.Of(Descriptors.UnknownEvent, at, named.Name, problem) with { Suggestion = near };
    }
}
