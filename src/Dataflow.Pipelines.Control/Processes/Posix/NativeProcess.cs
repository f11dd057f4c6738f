using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Control.Processes.Posix;

/// <summary>Signals and the ends of processes: the calls and numbers of Linux and macOS.</summary>
internal static partial class NativeProcess
{
    public const int SigKill = 9;
    public const int SigTerm = 15;

    private const int ById = 1;
    private const int Exited = 4;
    private const int NotPermitted = 1;
    private const int Interrupted = 4;

    /// <summary>Sends a signal to all processes of a group; 0 only looks for them.</summary>
    /// <returns>Whether the group has a member, ended members that no parent has waited for included.</returns>
    public static bool SignalGroup(int group, int signal)
    {
        // 0 is the caller's own group, and -1 would signal every process of the user.
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(group, 1);
        return Kill(-group, signal) == 0 || Marshal.GetLastPInvokeError() == NotPermitted;
    }

    /// <summary>Waits until a child has ended. It remains a zombie, so its id is not given to another process before <see cref="Reap"/>.</summary>
    public static unsafe bool WaitForEnd(int process)
    {
        // siginfo_t has 128 bytes on Linux and fewer on macOS; nothing of it is used.
        var info = stackalloc byte[128];
        var leaveZombie = OperatingSystem.IsMacOS() ? 0x20 : 0x0100_0000;
        int result;
        do
        {
            result = WaitId(ById, process, info, Exited | leaveZombie);
        }
        while (result != 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return result == 0;
    }

    /// <summary>Removes the zombie of a child.</summary>
    /// <returns>How it has ended; null where it is not known: the host ignores SIGCHLD, so the kernel has removed it.</returns>
    public static ProcessExit? Reap(int process)
    {
        int result, status;
        do
        {
            result = WaitPid(process, out status, 0);
        }
        while (result < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        var signal = status & 0x7F;
        return result != process ? null : signal == 0 ? new((status >> 8) & 0xFF, 0) : new(0, signal);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    private static unsafe partial int WaitId(int kind, int process, byte* info, int options);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int WaitPid(int process, out int status, int options);
}
