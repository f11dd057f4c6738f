using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Kafka.Native;

/// <summary>
/// While it exists, the calling thread receives no signals; native threads that it starts meanwhile never receive any. librdkafka protects its own
/// threads this way, but not that of a mock cluster, which ends permanently when a signal interrupts its poll, even SIGCONT, which .NET handles.
/// On Linux only; elsewhere it does nothing.
/// </summary>
internal sealed unsafe partial class BlockedSignals : IDisposable
{
    // sigset_t of glibc and musl: 1024 bits.
    private const int SetBytes = 128;
    private const int SigSetMask = 2;
    private readonly byte[]? _before;

    internal BlockedSignals()
    {
        if (OperatingSystem.IsLinux())
        {
            _before = new byte[SetBytes];
            var all = new byte[SetBytes];
            Array.Fill(all, byte.MaxValue);
            fixed (byte* set = all, before = _before)
            {
                Check(SetMask(SigSetMask, set, before));
            }
        }
    }

    /// <summary>Must be called by the thread that has created it.</summary>
    public void Dispose()
    {
        if (_before is not null)
        {
            fixed (byte* before = _before)
            {
                Check(SetMask(SigSetMask, before, null));
            }
        }
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new InvalidOperationException($"The signals of a thread could not be blocked: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    private static partial int SetMask(int how, byte* set, byte* before);
}
