using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Control.Processes.Posix;

/// <summary>
/// posix_spawn of Linux (glibc 2.29, musl 1.1.24) and macOS (10.15). System.Diagnostics.Process cannot start the leader of a process group there:
/// ProcessStartInfo.CreateNewProcessGroup of .NET 10 is for Windows, and setpgid by the parent fails once the child has called exec.
/// </summary>
internal static unsafe partial class NativeSpawn
{
    // The opaque structures: the largest is glibc's posix_spawnattr_t with 336 bytes; macOS has pointers.
    private const int Opaque = 512;
    private const short ResetSignals = 0x04;
    private const short SetMask = 0x08;

    // SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM: the runtime ignores SIGPIPE, and a host that was started by nohup or in the background ignores others.
    private static readonly int[] DefaultSignals = [1, 2, 3, 13, 15];

    /// <summary>Starts a program as the leader of a new session, and so of a new process group without a terminal. Standard input is empty.</summary>
    /// <param name="process">Its id.</param>
    /// <param name="path">Its file.</param>
    /// <param name="arguments">Its argument vector, the program's name first; ends with a null.</param>
    /// <param name="environment">Lines name=value; ends with a null.</param>
    /// <param name="folder">Its working folder, or null.</param>
    /// <param name="output">The descriptor that becomes its standard output.</param>
    /// <param name="error">The descriptor that becomes its standard error.</param>
    /// <returns>0, or the error number.</returns>
    public static int Start(out int process, string path, byte** arguments, byte** environment, string? folder, int output, int error)
    {
        var actions = stackalloc byte[Opaque];
        var attributes = stackalloc byte[Opaque];
        var signals = stackalloc byte[128];
        process = 0;
        Check(ActionsInit(actions));
        Check(AttributesInit(attributes));
        try
        {
            // 0x80 is POSIX_SPAWN_START_SUSPENDED on macOS.
            Check(SetFlags(attributes, (short)(ResetSignals | SetMask | (OperatingSystem.IsMacOS() ? 0x400 : 0x80))));
            _ = SignalsEmpty(signals);
            Check(SetMaskOf(attributes, signals));
            foreach (var signal in DefaultSignals)
            {
                _ = SignalsAdd(signals, signal);
            }

            Check(SetDefault(attributes, signals));
            Check(ActionsOpen(actions, 0, "/dev/null", 0, 0));
            Check(ActionsDuplicate(actions, output, 1));
            Check(ActionsDuplicate(actions, error, 2));
            if (folder is not null)
            {
                Check(ActionsFolder(actions, folder));
            }

            return Spawn(out process, path, actions, attributes, arguments, environment);
        }
        finally
        {
            _ = ActionsDestroy(actions);
            _ = AttributesDestroy(attributes);
        }
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new IOException(Marshal.GetPInvokeErrorMessage(error));
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(out int process, string path, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int ActionsInit(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int ActionsDestroy(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ActionsOpen(byte* actions, int descriptor, string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int ActionsDuplicate(byte* actions, int descriptor, int target);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ActionsFolder(byte* actions, string path);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int AttributesInit(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static partial int AttributesDestroy(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int SetFlags(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static partial int SetDefault(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    private static partial int SetMaskOf(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    private static partial int SignalsEmpty(byte* signals);

    [LibraryImport("libc", EntryPoint = "sigaddset")]
    private static partial int SignalsAdd(byte* signals, int signal);
}
