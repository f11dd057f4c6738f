using System.Diagnostics;
using System.Text.Json;
using Dataflow.Pipelines.Graph;

namespace Dataflow.Pipelines.Hosting;

/// <summary>Says now and then how a job is doing: one line on standard output, for people or as JSON; a last one at the end.</summary>
internal sealed class StatusLine : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PeriodForPeople = TimeSpan.FromSeconds(10);
    private readonly Lock gate = new();
    private readonly Process process = Process.GetCurrentProcess();
    private readonly Func<Job> current;
    private readonly TimeProvider time;
    private readonly bool json;
    private readonly ITimer timer;
    private long lastIn;
    private long lastAt;
    private long peakAt;
    private long peak;

    /// <summary>Begins.</summary>
    /// <param name="current">The job, of the newest attempt where it was started again.</param>
    /// <param name="time">The clock.</param>
    /// <param name="json">For a program, not for people.</param>
    /// <param name="every">Time between two lines.</param>
    public StatusLine(Func<Job> current, TimeProvider time, bool json, TimeSpan? every = null)
    {
        this.current = current;
        this.time = time;
        this.json = json;
        lastAt = time.GetTimestamp();
        var period = every ?? (json ? Period : PeriodForPeople);
        timer = time.CreateTimer(_ => TryWrite(), null, period, period);
    }

    public void Dispose()
    {
        timer.Dispose();
        Write();
        process.Dispose();
    }

    // A look at the process reads a file for each of its threads: not more often than people look.
    private long Peak()
    {
        if (peakAt == 0 || time.GetElapsedTime(peakAt) >= Period)
        {
            peakAt = time.GetTimestamp();
            process.Refresh();
            return Math.Max(peak, process.PeakWorkingSet64);
        }

        return peak;
    }

    // A line that is due while the one before is not taken yet is left out. An exception on a timer's thread would end the process: a status that
    // cannot be written is no reason to stop the job.
    private void TryWrite()
    {
        if (!gate.TryEnter())
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
            gate.Exit();
        }
    }

    private void Write()
    {
        lock (gate)
        {
            var job = current();
            var counts = job.Counts();
            var read = job.SourceNodes.Sum(n => counts.GetValueOrDefault(n).In);
            var seconds = time.GetElapsedTime(lastAt).TotalSeconds;
            var rate = seconds > 0 ? Math.Max(0, read - lastIn) / seconds : 0;
            (lastIn, lastAt) = (read, time.GetTimestamp());
            var workingSet = Environment.WorkingSet;
            peak = Math.Max(workingSet, Peak());
            var status = new PipelineStatus(
                read, Math.Round(rate), job.Lag is >= 0 and var lag ? lag : null, job.Watermark, job.LastCheckpoint, Environment.CpuUsage.TotalTime.TotalSeconds,
                workingSet, peak, GC.GetTotalAllocatedBytes(), counts, job.BehindAfterMove, job.StalledSources());
            StandardStream.Out.TryWriteLine(json ? JsonSerializer.Serialize(status, StatusJson.Default.PipelineStatus) : status.ToText());
        }
    }
}
