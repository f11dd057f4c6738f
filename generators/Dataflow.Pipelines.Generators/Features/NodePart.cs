using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features;

/// <summary>What a node has beyond what all nodes have: a part of its model, equal by value, for each kind that has more.</summary>
internal abstract record NodePart
{
    /// <summary>The types that it names, beside the one that the node carries: what does not exist is the compiler's to report.</summary>
    public virtual IEnumerable<TypeModel?> Types => [];

    /// <summary>The durations that it states.</summary>
    public virtual IEnumerable<NodeDuration> Durations => [];

    /// <summary>Its settings as people should see them, as in <c>within 5m</c>.</summary>
    public virtual IEnumerable<string> Settings => [];

    /// <summary>The record type of the node's main output.</summary>
    /// <param name="carried">The one that the type of a property says.</param>
    public virtual TypeModel? Output(TypeModel? carried) => carried;
}
