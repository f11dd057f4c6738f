using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Tests.Shared;

/// <summary>Signals to processes that this one has started.</summary>
internal static partial class Signals
{
    private const int SigInt = 2;
    private const int SigTerm = 15;
    private const int SigCont = 18;
    private const int SigStop = 19;

    private const int ById = 1;
    private const int Stopped = 2;
    private const int LeaveWaitable = 0x0100_0000;

    /// <summary>SIGINT, as Ctrl+C sends it.</summary>
    internal static void Interrupt(int process) => Send(process, SigInt);

    /// <summary>SIGTERM.</summary>
    internal static void Terminate(int process) => Send(process, SigTerm);

    /// <summary>
    /// SIGSTOP: it keeps its connections and does nothing until <see cref="Thaw"/>. Returns when its last thread has stopped: sending is not enough,
    /// because one thread has to run before it stops the others, and until then they continue to answer.
    /// </summary>
    internal static void Freeze(int process)
    {
        Send(process, SigStop);

        // For a process that has ended there is nothing to wait for, and the call fails. Of siginfo_t, which has 128 bytes, nothing is used.
        var info = new byte[128];
        Check(WaitId(ById, process, info, Stopped | LeaveWaitable), "waitid", process);
    }

    /// <summary>SIGCONT.</summary>
    internal static void Thaw(int process) => Send(process, SigCont);

    private static void Send(int process, int signal) => Check(Kill(process, signal), $"kill {signal}", process);

    private static void Check(int result, string call, int process) =>
        Assert.True(result == 0, $"{call} of process {process}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    private static partial int WaitId(int kind, int process, [Out] byte[] info, int options);
}
