using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>A chunk without messages: splits come or go, or the source ends.</summary>
internal sealed class SplitChange : SourceChunk
{
    private readonly Action? _settled;

    private SplitChange(IReadOnlyList<SourceSplit> added, IReadOnlyList<SourceSplit> revoked, IReadOnlyList<SourceSplit> lost, bool isEnd, Action? settled)
    {
        Added = added;
        Revoked = revoked;
        Lost = lost;
        IsEnd = isEnd;
        _settled = settled;
    }

    public static SplitChange End => new([], [], [], true, null);

    public override ReadOnlySpan<SourceMessage> Messages => [];

    public override IReadOnlyList<SourceSplit> Added { get; }

    public override IReadOnlyList<SourceSplit> Revoked { get; }

    public override IReadOnlyList<SourceSplit> Lost { get; }

    public override bool IsEnd { get; }

    public static SplitChange Add(params IReadOnlyList<SourceSplit> splits) => new(splits, [], [], false, null);

    public static SplitChange Revoke(IReadOnlyList<SourceSplit> splits, Action settled) => new([], splits, [], false, settled);

    public static SplitChange Lose(params IReadOnlyList<SourceSplit> splits) => new([], [], splits, false, null);

    public override void Settled() => _settled?.Invoke();

    public override void Release()
    {
    }
}
