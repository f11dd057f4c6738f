namespace Dataflow.Pipelines.Tests.Joins;

/// <summary>A join of the tests: a window join if the window length is above zero, otherwise an interval join.</summary>
internal sealed record JoinShape(JoinKind Kind, TimeSpan Lower, TimeSpan Upper, TimeSpan Window)
{
    public static JoinShape Random(Random random)
    {
        var kind = (JoinKind)random.Next(4);
        var lower = TimeSpan.FromSeconds(random.Next(-15, 10));
        return random.Next(4) switch
        {
            0 => new JoinShape(kind, default, default, TimeSpan.FromSeconds(random.Next(1, 30))),
            1 => new JoinShape(kind, TimeSpan.MinValue, TimeSpan.MaxValue, default),
            _ => new JoinShape(kind, lower, lower + TimeSpan.FromSeconds(random.Next(0, 20)), default),
        };
    }

    public bool KeepsLeft => Kind is JoinKind.Left or JoinKind.Full;

    public bool KeepsRight => Kind is JoinKind.Right or JoinKind.Full;

    public bool IsUnbounded => Upper == TimeSpan.MaxValue;

    /// <summary>Whether the times of two records make them partners.</summary>
    public bool AreClose(DateTimeOffset left, DateTimeOffset right) =>
        Window > TimeSpan.Zero ? WindowOf(left) == WindowOf(right) : IsUnbounded || (right - left >= Lower && right - left <= Upper);

    private long WindowOf(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / Window.Ticks;
}
