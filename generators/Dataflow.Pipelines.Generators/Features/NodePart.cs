using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features;

/// <summary>The part of a node's model that is specific to its kind; equal by value.</summary>
internal abstract record NodePart
{
    /// <summary>The types that it names, besides the record type of the node. The compiler reports those that do not exist.</summary>
    public virtual IEnumerable<TypeModel?> Types => [];

    /// <summary>The durations that it states.</summary>
    public virtual IEnumerable<NodeDuration> Durations => [];

    /// <summary>Its settings as readable text, as in <c>within 5m</c>.</summary>
    public virtual IEnumerable<string> Settings => [];

    /// <summary>The record type of the node's main output.</summary>
    /// <param name="carried">The record type in the type of a property.</param>
    public virtual TypeModel? Output(TypeModel? carried) => carried;
}
