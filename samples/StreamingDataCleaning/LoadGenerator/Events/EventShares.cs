namespace StreamingDataCleaning.LoadGenerator.Events;

/// <summary>The share of each kind in the stream; the rest is clean.</summary>
internal sealed class EventShares
{
    /// <summary>The dirty stream of the demo: 16 % in all.</summary>
    internal static readonly IReadOnlyDictionary<EventKind, double> Defaults = new Dictionary<EventKind, double>
    {
        [EventKind.OddName] = 0.03,
        [EventKind.Sparse] = 0.02,
        [EventKind.OutOfOrder] = 0.03,
        [EventKind.Late] = 0.002,
        [EventKind.Duplicate] = 0.03,
        [EventKind.TestUser] = 0.02,
        [EventKind.Malformed] = 0.01,
        [EventKind.Incomplete] = 0.01,
        [EventKind.WrongType] = 0.003,
        [EventKind.InvalidUtf8] = 0.002,
        [EventKind.Empty] = 0.001,
        [EventKind.OutOfRange] = 0.002,
    };

    private const int TableBits = 12;

    // One cell is 1/4096 of the stream: a kind is one table lookup, and a share is off by at most half a cell.
    private readonly EventKind[] _kinds = new EventKind[1 << TableBits];

    /// <exception cref="ArgumentException">A share is negative, or their sum is more than 1.</exception>
    internal EventShares(IReadOnlyDictionary<EventKind, double> shares)
    {
        if (shares.Values.Any(share => share < 0) || shares.Values.Sum() > 1)
        {
            throw new ArgumentException($"Shares must not be negative and add up to 1 at most; these add up to {shares.Values.Sum():0.###}.");
        }

        var cell = 0;
        foreach (var (kind, share) in shares.OrderBy(pair => pair.Key))
        {
            var cells = Math.Min((int)Math.Round(share * _kinds.Length), _kinds.Length - cell);
            _kinds.AsSpan(cell, cells).Fill(kind);
            cell += cells;
        }
    }

    /// <summary>The kind of an event, from the lowest bits of its random number.</summary>
    internal EventKind KindOf(ulong random) => _kinds[random & ((1 << TableBits) - 1)];

    /// <summary>The bits that <see cref="KindOf"/> has not used.</summary>
    internal static ulong Rest(ulong random) => random >> TableBits;
}
