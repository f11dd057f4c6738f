using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Connectors;

/// <summary>A chunk without messages: the splits come, or the source ends.</summary>
internal sealed class TestChange : SourceChunk
{
    public override ReadOnlySpan<SourceMessage> Messages => [];

    public override IReadOnlyList<SourceSplit> Added => Splits;

    public override bool IsEnd => HasEnded;

    public IReadOnlyList<SourceSplit> Splits { get; init; } = [];

    public bool HasEnded { get; init; }

    public override void Release()
    {
    }
}
