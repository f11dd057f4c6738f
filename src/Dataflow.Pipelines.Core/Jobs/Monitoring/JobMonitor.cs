using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Telemetry;
using Dataflow.Pipelines.Time;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Jobs;

/// <summary>Checks the lanes of a job every ten seconds, on a timer, and registers the job with the instruments.</summary>
internal sealed class JobMonitor : IDisposable
{
    /// <summary>Time between two checks.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    // Timer callbacks may be late, and must not overlap.
    private readonly Lock _gate = new();
    private readonly Job _job;
    private readonly ILogger _logger;
    private readonly JobMeasures _measures;
    private readonly StallDetector _stalls;
    private readonly Dictionary<Block, Look> _lanes;
    private readonly ITimer _timer;
    private IReadOnlyList<Stall> _current = [];
    private long _lookedAt;

    /// <summary>Starts the timer.</summary>
    /// <param name="job">The job.</param>
    /// <param name="blocks">All lanes of all vertices.</param>
    /// <param name="logger">Receives a warning for each lane that stalls.</param>
    public JobMonitor(Job job, IReadOnlyList<Block> blocks, ILogger logger)
    {
        (_job, _logger) = (job, logger);
        _lanes = blocks.ToDictionary(static b => b, static _ => new Look());
        _stalls = new StallDetector(blocks, Time);
        _lookedAt = Time.GetTimestamp();
        _measures = new JobMeasures(job, blocks, this);
        JobMeters.Add(_measures);
        _timer = Time.CreateTimer(static m => ((JobMonitor)m!).OnTimer(), this, Period, Period);
    }

    /// <summary>The stalled lanes of the last check.</summary>
    public IReadOnlyList<Stall> Stalls => Volatile.Read(ref _current);

    /// <summary>The values of the job.</summary>
    public IMeasuredJob Measures => _measures;

    private TimeProvider Time => _job.Options.Time;

    /// <summary>Share of the last period in which a lane processed.</summary>
    public double BusyShareOf(Block lane) => Volatile.Read(ref _lanes[lane].BusyShare);

    /// <summary>Called when the lanes have stopped: their counters are final.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        JobMeters.Remove(_measures);
    }

    // On a timer's thread, where an exception, also of the logger, would end the process.
    private void OnTimer()
    {
        if (_job.Completion.IsCompleted || !_gate.TryEnter())
        {
            return;
        }

        try
        {
            MeasureShares();
            LookForStalls();
        }
        catch (Exception fault)
        {
            ((Blocks.IJobControl)_job).Fail("monitor", fault);
        }
        finally
        {
            _gate.Exit();
        }
    }

    private void MeasureShares()
    {
        var now = Time.GetTimestamp();
        var period = Time.GetElapsedTime(_lookedAt, now);
        _lookedAt = now;
        foreach (var (block, look) in _lanes)
        {
            var busy = block.Lane.Activity.Read().Busy;
            Volatile.Write(ref look.BusyShare, period > TimeSpan.Zero ? Math.Clamp((busy - look.Busy) / period, 0, 1) : 0);
            look.Busy = busy;
        }
    }

    private void LookForStalls()
    {
        Volatile.Write(ref _current, _stalls.Look(out var begun, out var ended));
        foreach (var stall in begun)
        {
            _logger.Stalls(stall.Place, Duration.ToSeconds(stall.For), stall.Batches, stall.Cause);
        }

        foreach (var lane in ended)
        {
            _logger.GoesOn(lane.Lane.Node, lane.Lane.Lane);
        }
    }

    private sealed class Look
    {
        public double BusyShare;
        public TimeSpan Busy;
    }
}
