using System.ComponentModel;
using System.Diagnostics;
using Dataflow.Pipelines.Control.Processes.Posix;

namespace Dataflow.Pipelines.Control.Processes.Orphans;

/// <summary>Tells a process from a later one with the same id.</summary>
internal static class ProcessIdentity
{
    /// <summary>The boot of the machine, on Linux.</summary>
    public static string Boot() => OperatingSystem.IsLinux() ? ProcessTable.BootId() : "";

    /// <summary>When a running process was started; null where no process with this id runs.</summary>
    public static long? StartOf(int id)
    {
        if (OperatingSystem.IsLinux())
        {
            return ProcessTable.Find(id) is { IsZombie: false } entry ? entry.Start : null;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().Ticks;
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    /// <summary>The process groups of a record that run: none where the ids belong to other processes by now.</summary>
    public static IReadOnlyList<int> GroupsOf(ProcessRecord record)
    {
        if (record.Boot != Boot())
        {
            return [];
        }

        if (record.Id > 1 && StartOf(record.Id) is { } start)
        {
            return start == record.Start ? [record.Id] : [];
        }

        // Where the leader has exited, and where the host ended between the start of the process and its recording, the environment identifies the processes. The leader of
        // a group that it has not recorded is the process whose id is that of its group: the host's own group is never meant.
        return !OperatingSystem.IsLinux() ? []
            : [.. ProcessTable.All()
                .Where(process => !process.IsZombie && (record.Id == 0 ? process.Group == process.Id : process.Group == record.Id))
                .Where(process => ProcessTable.HasVariable(process.Id, ResultFile.Variable, record.ResultFile))
                .Select(static process => process.Group).Where(static group => group > 1).Distinct()];
    }
}
