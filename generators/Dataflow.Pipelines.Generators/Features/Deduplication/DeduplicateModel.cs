using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Deduplication;

/// <summary>How long a key is stored.</summary>
/// <param name="Within">The duration in which one record of a key passes.</param>
internal sealed record DeduplicateModel(TextModel Within) : NodePart
{
    public override IEnumerable<NodeDuration> Durations => NodeDuration.Stated(NodeDuration.Of("Within", Within));

    public override IEnumerable<string> Settings => NodeSettings.Stated(("within", Within));
}
