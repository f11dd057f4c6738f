using Dataflow.Pipelines.Checkpoints;

namespace Dataflow.Pipelines.Tests.Checkpoints.Protocol;

/// <summary>
/// A small job around the protocol, as a value: the events that may follow, and the invariants after each. Barriers reach lanes in the order of their
/// numbers, each lane at its own time; states become durable in any order, or never.
/// </summary>
internal sealed record ProtocolWorld
{
    private const int Newest = 2;
    private const int Restored = 1;

    private ProtocolWorld(ProtocolBounds bounds, CheckpointProtocol protocol) => (Bounds, Protocol) = (bounds, protocol);

    public ProtocolBounds Bounds { get; }

    public CheckpointProtocol Protocol { get; private init; }

    /// <summary>Checkpoints that were started.</summary>
    private int Started { get; init; }

    private int Requests { get; init; }

    private bool IsLastRequested { get; init; }

    /// <summary>Number of the checkpoint whose barrier passed each lane last, one digit per lane.</summary>
    private string Passed { get; init; } = "";

    /// <summary>Lanes that store their state, and the number of the checkpoint: two digits each, in order.</summary>
    private string Storing { get; init; } = "";

    /// <summary>Lanes of sources that have read all their records.</summary>
    private string Ended { get; init; } = "";

    /// <summary>Numbers of the checkpoints that have expired, or that a lane could not store.</summary>
    private string Broken { get; init; } = "";

    private long LastWritten { get; init; } = Restored;

    private bool HasSentLast { get; init; }

    public static ProtocolWorld Begin(ProtocolBounds bounds) =>
        new(bounds, new CheckpointProtocol(bounds.Lanes, bounds.Sources, Newest, Restored, bounds.Tolerated)) { Passed = string.Concat(Enumerable.Repeat((char)('0' + Newest), bounds.Lanes)) };

    /// <summary>All events that may happen next.</summary>
    public IEnumerable<(string Name, ProtocolWorld World)> Next()
    {
        if (Protocol.Phase is CheckpointPhase.Over or CheckpointPhase.Failed)
        {
            yield break;
        }

        if (Requests < Bounds.Requests)
        {
            yield return ("request", this with { Protocol = Protocol.Request(), Requests = Requests + 1 });
        }

        if (!IsLastRequested)
        {
            yield return ("request last", this with { Protocol = Protocol.RequestLast(), IsLastRequested = true });
        }

        for (var source = 0; source < Bounds.Sources; source++)
        {
            if (!Ended.Contains((char)('0' + source), StringComparison.Ordinal))
            {
                yield return ($"end {source}", this with { Protocol = Protocol.EndSource(source), Ended = string.Concat((Ended + source).Order()) });
            }
        }

        if (Protocol.Due != CheckpointDue.No)
        {
            yield return ("start", Start());
        }

        for (var lane = 0; lane < Bounds.Lanes; lane++)
        {
            if (Passed[lane] - '0' < Newest + Started)
            {
                yield return ($"barrier {lane}", PassBarrier(lane));
            }
        }

        foreach (var entry in Storing.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return ($"store {entry}", Finish(entry, Protocol.Store(entry[1] - '0', entry[0] - '0')));
            yield return ($"fail to store {entry}", Finish(entry, Protocol.Discard(entry[1] - '0')) with { Broken = Mark(entry[1]) });
        }

        if (Protocol.Phase == CheckpointPhase.Gathering)
        {
            yield return ("expire", this with { Protocol = Protocol.Discard(Protocol.Number), Broken = Mark((char)('0' + Protocol.Number)) });
        }

        if (Protocol.Phase == CheckpointPhase.Writing)
        {
            yield return ("write", Write());
        }

        if (Protocol.Phase == CheckpointPhase.Committing)
        {
            yield return ("commit", this with { Protocol = Protocol.Commit() });
        }
    }

    private ProtocolWorld Start()
    {
        Assert.False(HasSentLast, "A checkpoint was started after the last one.");
        var next = Protocol.Start();
        Assert.Equal(Newest + Started + 1, next.Number);
        Assert.Equal(IsLastRequested || Ended.Length == Bounds.Sources, next.IsLast);
        Assert.Equal(Ended.Length == Bounds.Sources, next.IsFinal);
        return this with { Protocol = next, Started = Started + 1, HasSentLast = next.IsLast };
    }

    private ProtocolWorld PassBarrier(int lane)
    {
        var checkpoint = Passed[lane] - '0' + 1;
        return this with
        {
            Protocol = Protocol.Acknowledge(checkpoint, lane),
            Passed = $"{Passed[..lane]}{checkpoint}{Passed[(lane + 1)..]}",
            Storing = string.Join(' ', Storing.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append($"{lane}{checkpoint}").Order(StringComparer.Ordinal)),
        };
    }

    private string Mark(char checkpoint) => Broken.Contains(checkpoint, StringComparison.Ordinal) ? Broken : Broken + checkpoint;

    private ProtocolWorld Finish(string entry, CheckpointProtocol next) =>
        this with { Protocol = next, Storing = string.Join(' ', Storing.Split(' ').Where(other => other != entry)) };

    private ProtocolWorld Write()
    {
        // All lanes have passed its barrier and have finished storing their state: all of it is durable.
        var number = Protocol.Number;
        Assert.All(Passed, passed => Assert.Equal(number, passed - '0'));
        Assert.DoesNotContain(Storing.Split(' '), entry => entry.EndsWith((char)('0' + number)));
        Assert.True(number > LastWritten, $"{number} was written after {LastWritten}.");
        Assert.DoesNotContain((char)('0' + number), Broken);
        var next = Protocol.Write();
        Assert.Equal(number, next.Completed);
        return this with { Protocol = next, LastWritten = number };
    }
}
