namespace Dataflow.Pipelines.Control.Processes.Posix;

/// <summary>The members of a process group.</summary>
internal static class ProcessGroup
{
    /// <summary>Whether a process of the group runs.</summary>
    public static bool HasLiveMembers(int group)
    {
        var exists = NativeProcess.SignalGroup(group, 0);
        if (!exists || !OperatingSystem.IsLinux())
        {
            return exists;
        }

        try
        {
            // kill also finds zombies: the leader before it is reaped, and those that remain where the first process of a container waits for no orphans.
            return ProcessTable.All().Any(process => process.Group == group && !process.IsZombie);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The host has no descriptor left to read /proc. The thread that waits for a process must not end the host.
            return true;
        }
    }
}
