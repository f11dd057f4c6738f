using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Kafka.Native;

/// <summary>
/// While it exists the calling thread takes no signals; threads that native code starts from it meanwhile never do. librdkafka protects its own
/// threads so, but not that of a mock cluster, which ends for good when a signal interrupts its poll: the handler that .NET has for SIGCONT is enough.
/// On Linux; elsewhere nothing is done.
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
