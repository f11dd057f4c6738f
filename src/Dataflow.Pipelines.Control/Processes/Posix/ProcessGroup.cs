namespace Dataflow.Pipelines.Control.Processes.Posix;

/// <summary>The members of a process group.</summary>
internal static class ProcessGroup
{
    /// <summary>Whether a process of the group runs.</summary>
    public static bool HasLiveMembers(int group)
    {
        // kill also finds zombies, which remain where the first process of a container waits for no orphans. Only then are all processes read.
        return NativeProcess.SignalGroup(group, 0) && (!OperatingSystem.IsLinux() || ProcessTable.All().Any(process => process.Group == group && !process.IsZombie));
    }
}
