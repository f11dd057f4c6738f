using System.Diagnostics;
using System.Text.Json;
using Dataflow.Pipelines.Jobs;

namespace Dataflow.Pipelines.Hosting;

/// <summary>Prints the status of the jobs of a pipeline periodically, and a last time at the end: one line on standard output, as text or as JSON. Nothing while none runs.</summary>
internal sealed class StatusLine : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PeriodForPeople = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private readonly Process _process = Process.GetCurrentProcess();
    private readonly Func<IReadOnlyList<Job>> _current;
    private readonly TimeProvider _time;
    private readonly bool _json;
    private readonly ITimer _timer;
    private long _lastIn;
    private long _lastAt;
    private long _peakAt;
    private long _peak;

    /// <summary>Starts the timer.</summary>
    /// <param name="current">The jobs; after a restart, those of the newest attempts.</param>
    /// <param name="time">The clock.</param>
    /// <param name="json">Whether to print JSON instead of text.</param>
    /// <param name="every">Time between two lines.</param>
    public StatusLine(Func<IReadOnlyList<Job>> current, TimeProvider time, bool json, TimeSpan? every = null)
    {
        _current = current;
        _time = time;
        _json = json;
        _lastAt = time.GetTimestamp();
        var period = every ?? (json ? Period : PeriodForPeople);
        _timer = time.CreateTimer(_ => TryWrite(), null, period, period);
    }

    public void Dispose()
    {
        _timer.Dispose();
        Write();
        _process.Dispose();
    }

    // A refresh of the process reads a file for each of its threads: at most once a second.
    private long Peak()
    {
        if (_peakAt == 0 || _time.GetElapsedTime(_peakAt) >= Period)
        {
            _peakAt = _time.GetTimestamp();
            _process.Refresh();
            return Math.Max(_peak, _process.PeakWorkingSet64);
        }

        return _peak;
    }

    // A line that is due while the previous one is still being written is skipped. An exception on a timer's thread would end the process: a status that
    // cannot be written is no reason to stop the job.
    private void TryWrite()
    {
        if (!_gate.TryEnter())
        {
            return;
        }

        try
        {
            Write();
        }
        catch (Exception fault)
        {
            StandardStream.Error.TryWriteLine($"The status of the pipeline cannot be written: {fault.Message}");
        }
        finally
        {
            _gate.Exit();
        }
    }

    private void Write()
    {
        lock (_gate)
        {
            var jobs = _current();
            if (jobs.Count == 0)
            {
                return;
            }

            // No node is in two jobs.
            var counts = jobs.SelectMany(static job => job.Counts()).ToDictionary();
            var read = jobs.SelectMany(static job => job.SourceNodes).Sum(n => counts.GetValueOrDefault(n).In);
            var lag = jobs.Any(static job => job.Lag < 0) ? -1 : jobs.Sum(static job => job.Lag);
            var seconds = _time.GetElapsedTime(_lastAt).TotalSeconds;
            var rate = seconds > 0 ? Math.Max(0, read - _lastIn) / seconds : 0;
            (_lastIn, _lastAt) = (read, _time.GetTimestamp());
            var workingSet = Environment.WorkingSet;
            _peak = Math.Max(workingSet, Peak());
            var status = new PipelineStatus(
                read, Math.Round(rate), lag >= 0 ? lag : null, jobs.Min(static job => job.Watermark), jobs.Max(static job => job.LastCheckpoint), Environment.CpuUsage.TotalTime.TotalSeconds,
                workingSet, _peak, GC.GetTotalAllocatedBytes(), counts, jobs.Sum(static job => job.BehindAfterMove),
                jobs.SelectMany(static job => job.StalledSources()).ToDictionary());
            StandardStream.Out.TryWriteLine(_json ? JsonSerializer.Serialize(status, StatusJson.Default.PipelineStatus) : status.ToText());
        }
    }
}
