using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Connectors;

/// <summary>The lane's end of a <see cref="FeedSource"/>: runs the reading methods and receives their chunks.</summary>
internal sealed class FeedReader<TChunk>(FeedSource source, FeedLane<TChunk> lane, IReadOnlyList<FeedReading> readings) : ISourceReader<TChunk>
    where TChunk : SourceChunk, new()
{
    // A method that observes its token ends within milliseconds. One that does not must not keep the process running.
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);

    private readonly SourceContext _context = lane.Context;
    private Task _reading = Task.CompletedTask;
    private Exception? _fault;
    private int _open = readings.Count;
    private bool _hasStarted;

    public long Lag
    {
        get
        {
            var lags = readings.Select(static r => r.Feed.Lag).ToArray();
            return lags.Contains(-1) ? -1 : lags.Sum();
        }
    }

    public SourceActivity Activity => new(readings.Count > 0, TimeSpan.Zero);

    public bool TryRead([NotNullWhen(true)] out TChunk? chunk)
    {
        if (!_hasStarted)
        {
            // Nothing is read before the job runs.
            _hasStarted = true;
            chunk = new TChunk { Added = [.. readings.Select(static r => r.Split)] };
            _reading = Start();
            return true;
        }

        if (lane.TryTake(out chunk))
        {
            return true;
        }

        // Chunks that were read before the fault are processed first.
        return Volatile.Read(ref _fault) is { } fault ? throw fault : false;
    }

    public ValueTask EndAtCurrentAsync(CancellationToken cancellationToken)
    {
        lane.Drain();
        return ValueTask.CompletedTask;
    }

    public ValueTask CommitAsync(long checkpoint, IReadOnlyList<SplitPosition> positions, CancellationToken cancellationToken) =>
        source.TellAsync(
            _context, [.. positions.Where(p => readings.Any(r => r.Split.Source == p.Source && r.Split.Partition == p.Partition))], cancellationToken);

    public async ValueTask DisposeAsync()
    {
        lane.Close();
        try
        {
            await _reading.WaitAsync(CloseLimit, _context.Time);
            lane.Dispose();
        }
        catch (TimeoutException)
        {
            _context.Logger.LogWarning(
                "Node '{Node}': {Source} still reads after its lane has closed; {Method} must return when its token is cancelled", _context.Node, source.GetType().Name, "ReadAsync");
        }
    }

    private Task Start() => readings.Count == 0
        ? StartNew(EndAsync)
        : Task.WhenAll(readings.Select(reading => StartNew(() => RunAsync(reading))));

    private Task StartNew(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _context.Scheduler).Unwrap();

    // A lane without splits.
    private async Task EndAsync()
    {
        try
        {
            await lane.SendAsync(new TChunk { IsEnd = true });
        }
        catch (OperationCanceledException) when (lane.Closing.IsCancellationRequested)
        {
            // It was closed before it has reported its end.
        }
    }

    private async Task RunAsync(FeedReading reading)
    {
        try
        {
            await reading.ReadAsync(lane.Closing);
            reading.Feed.End();
            if (!lane.Closing.IsCancellationRequested)
            {
                await lane.SendAsync(new TChunk { Ended = [reading.Split], IsEnd = Interlocked.Decrement(ref _open) == 0 });
            }
        }
        catch (Exception) when (lane.Closing.IsCancellationRequested)
        {
            // Any fault is ignored after the cancellation: the lane no longer takes chunks.
        }
        catch (Exception fault)
        {
            Volatile.Write(ref _fault, Describe(reading, fault));
            _context.Wake();
        }
    }

    private ConnectorException Describe(FeedReading reading, Exception fault) => new(
        $"Node '{_context.Node}', split {reading.Split.Partition} of '{reading.Split.Source}', at position {reading.Feed.Position}: {fault.Message}", fault);
}
