using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>A chunk without messages: splits are added or removed, or the source ends.</summary>
internal sealed class SplitChange : MessageChunk
{
    private readonly Action? _settled;

    private SplitChange(Action? settled = null) => _settled = settled;

    public static SplitChange End => new() { IsEnd = true };

    public static SplitChange Add(params IReadOnlyList<SourceSplit> splits) => new() { Added = splits };

    public static SplitChange Revoke(IReadOnlyList<SourceSplit> splits, Action settled) => new(settled) { Revoked = splits };

    public static SplitChange Lose(params IReadOnlyList<SourceSplit> splits) => new() { Lost = splits };

    public override void Settled() => _settled?.Invoke();
}
