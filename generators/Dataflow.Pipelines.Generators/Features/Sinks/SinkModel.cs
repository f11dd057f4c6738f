using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Features.Connectors;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Sinks;

/// <summary>When a sink closes its file sets.</summary>
/// <param name="RollOn">Window of its file sets, or null.</param>
internal sealed record SinkModel(TextModel? RollOn) : ConnectorModel
{
    public override IEnumerable<NodeDuration> Durations => NodeDuration.Stated(NodeDuration.Of("[RollOn]", RollOn));

    public override IEnumerable<string> Settings => NodeSettings.Stated(("roll on", RollOn));
}
