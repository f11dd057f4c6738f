using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Features.Connectors;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Features.Sources;

/// <summary>The form of a source (records, or messages in a format) and its event time.</summary>
/// <param name="Format">The format of its messages; null for a source of records.</param>
/// <param name="Forms">The forms of its type as C# text, in the order of their declaration; a valid source has one.</param>
/// <param name="Watermark">Its event time, or null.</param>
internal sealed record SourceModel(TypeModel? Format, EquatableArray<string> Forms, WatermarkModel? Watermark) : ConnectorModel
{
    /// <summary>Whether it has messages, which a format decodes.</summary>
    public bool HasMessages => Format is not null;

    public override IEnumerable<NodeDuration> Durations => NodeDuration.Stated(
        NodeDuration.Of("MaxOutOfOrderness", Watermark?.MaxOutOfOrderness, mayBeZero: true),
        NodeDuration.Of("IdleTimeout", Watermark?.IdleTimeout),
        NodeDuration.Of("MaxAhead", Watermark?.MaxAhead, mayBeZero: true),
        NodeDuration.Of("MaxDrift", Watermark?.MaxDrift, mayBeZero: true));

    public override IEnumerable<string> Settings => Watermark is null
        ? []
        : [
            "event time " + SnakeCase.Of(Watermark.Member.Text),
            .. NodeSettings.Stated(("out of order", Watermark.MaxOutOfOrderness), ("idle after", Watermark.IdleTimeout), ("ahead at most", Watermark.MaxAhead), ("ahead of other sources at most", Watermark.MaxDrift)),
        ];
}
