using System.Linq;
using Dataflow.Pipelines.Generators.Pipelines;

namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>Who publishes an event: the outside where the class declares it or has the input whose stored value changes, the pipeline, or a node, in this order of precedence.</summary>
/// <param name="Kind">Who it is.</param>
/// <param name="Node">Index of the node; -1 of another owner.</param>
/// <param name="Owner">The name without its last word.</param>
/// <param name="Word">The last word of the name; empty for a name of one word.</param>
internal readonly record struct EventOwner(EventOwnerKind Kind, int Node, string Owner, string Word)
{
    /// <summary>The last word of the event of an input: its stored value has changed.</summary>
    public const string OfInputs = "updated";

    public static EventOwner Of(PipelineModel pipeline, string name)
    {
        var dot = name.LastIndexOf('.');
        var (owner, word) = dot < 0 ? (name, "") : (name.Substring(0, dot), name.Substring(dot + 1));
        if (pipeline.ExternalEvents.Contains(name))
        {
            return new EventOwner(EventOwnerKind.Outside, -1, owner, word);
        }

        if (word == OfInputs && pipeline.Inputs.Any(input => input.Id == owner))
        {
            return new EventOwner(EventOwnerKind.Outside, -1, owner, word);
        }

        if (owner == "pipeline")
        {
            return new EventOwner(EventOwnerKind.Pipeline, -1, owner, word);
        }

        for (var i = 0; i < pipeline.Nodes.Count; i++)
        {
            if (pipeline.Nodes[i].Id == owner)
            {
                return new EventOwner(EventOwnerKind.Node, i, owner, word);
            }
        }

        return new EventOwner(EventOwnerKind.Unknown, -1, owner, word);
    }
}
