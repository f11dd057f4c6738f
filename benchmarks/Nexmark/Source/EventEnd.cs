using Dataflow.Pipelines.Connectors;

namespace Nexmark.Source;

/// <summary>All events were read.</summary>
internal sealed class EventEnd : SourceChunk
{
    public static EventEnd Instance { get; } = new();

    public override ReadOnlySpan<SourceMessage> Messages => [];

    public override bool IsEnd => true;

    public override void Release()
    {
    }
}
