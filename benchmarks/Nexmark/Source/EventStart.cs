using Dataflow.Pipelines.Connectors;

namespace Nexmark.Source;

/// <summary>The source's only split begins.</summary>
internal sealed class EventStart(SourceSplit split) : SourceChunk
{
    public override ReadOnlySpan<SourceMessage> Messages => [];

    public override IReadOnlyList<SourceSplit> Added => [split];

    public override void Release()
    {
    }
}
