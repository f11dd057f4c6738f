using System.ComponentModel;
using System.Diagnostics;
using Dataflow.Pipelines.Control.Processes.Posix;

namespace Dataflow.Pipelines.Control.Processes.Orphans;

/// <summary>
/// Ends the processes that a crashed host has left behind. Its caller owns the pipeline's lease: what is recorded belongs to an owner before it, whose attempts count as
/// failed. They get no SIGTERM, because the next attempt waits for their end.
/// </summary>
internal sealed class OrphanReaper(ProcessRecords records, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Ends them, waits for their end and removes the records.</summary>
    /// <param name="key">The execution whose processes are meant; null: all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The records whose processes still ran.</returns>
    /// <exception cref="ProcessFailedException">One cannot be ended.</exception>
    public async Task<IReadOnlyList<ProcessRecord>> EndAsync(string? key, CancellationToken cancellationToken)
    {
        var ended = new List<ProcessRecord>();
        foreach (var (path, record) in records.All())
        {
            if (record is null || key is null || record.Key == key)
            {
                if (record is not null && await EndAsync(record, cancellationToken))
                {
                    ended.Add(record);
                }

                if (record is not null)
                {
                    ResultFile.Remove(record.ResultFile);
                }

                File.Delete(path);
            }
        }

        return ended;
    }

    private async Task<bool> EndAsync(ProcessRecord record, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var hasRun = false;
        for (; ProcessIdentity.GroupsOf(record) is { Count: > 0 } groups; hasRun = true)
        {
            foreach (var group in groups)
            {
                Kill(group);
            }

            if (time.GetElapsedTime(started) > Patience)
            {
                throw new ProcessFailedException(
                    $"Process {groups[0]}, which the execution '{record.Key}' started before its host ended, still runs {Patience.TotalSeconds:0} s after SIGKILL. "
                    + "It may wait for a device or a network file system. End it, or restart the machine, before the execution is tried again.");
            }

            await Task.Delay(Interval, time, cancellationToken);
        }

        return hasRun;
    }

    private static void Kill(int group)
    {
        if (!OperatingSystem.IsWindows())
        {
            NativeProcess.SignalGroup(group, NativeProcess.SigKill);
            return;
        }

        try
        {
            using var process = Process.GetProcessById(group);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended.
        }
    }
}
