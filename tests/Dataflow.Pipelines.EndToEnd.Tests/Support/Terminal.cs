using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Dataflow.Pipelines.EndToEnd.Tests.Support;

/// <summary>A pseudo-terminal: a program of a test has it as its controlling terminal, the test reads its screen and sends its keys.</summary>
internal sealed partial class Terminal : IAsyncDisposable
{
    private const int ReadWrite = 2;
    private const int NoControllingTerminal = 0x100;
    private const int CloseOnExec = 0x80000;
    private const nuint SetWindowSize = 0x5414;
    private const byte CtrlC = 3;

    private readonly FileStream _master;

    // Open until the program has ended: reading fails while no process has the other side open.
    private readonly SafeFileHandle _slave;
    private readonly Task _reading;
    private readonly Lock _gate = new();
    private readonly TerminalScreen _screen = new();

    private Terminal(SafeFileHandle master, SafeFileHandle slave)
    {
        _slave = slave;

        // Unbuffered: writes are immediate, and reads do not wait for more.
        _master = new FileStream(master, FileAccess.ReadWrite, bufferSize: 0);
        _reading = Task.Factory.StartNew(Read, TaskCreationOptions.LongRunning);
    }

    /// <summary>The program in the terminal.</summary>
    internal required RunningProgram Program { get; init; }

    /// <summary>The rows of the screen, those that have scrolled away too.</summary>
    internal IReadOnlyList<string> Rows => Under(static screen => screen.Rows);

    /// <summary>Whether the cursor is visible.</summary>
    internal bool IsCursorVisible => Under(static screen => screen.IsCursorVisible);

    /// <summary>The raw output of the program.</summary>
    internal string Raw => Under(static screen => screen.Raw);

    /// <summary>For errors of tests.</summary>
    internal string Story => $"{Program.Story}{Environment.NewLine}The screen:{Environment.NewLine}{string.Join(Environment.NewLine, Rows)}";

    /// <summary>Starts a program in a terminal of 140 columns and 50 rows.</summary>
    /// <param name="path">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables as <c>NAME=VALUE</c>.</param>
    internal static Terminal Start(string path, IEnumerable<string> arguments, params string[] environment)
    {
        var master = OpenMaster(ReadWrite | NoControllingTerminal | CloseOnExec);
        Assert.False(master.IsInvalid, $"No pseudo-terminal can be opened: error {Marshal.GetLastPInvokeError()}.");
        var descriptor = (int)master.DangerousGetHandle();
        var size = new WindowSize { Rows = 50, Columns = 140 };
        var bytes = new byte[64];
        Assert.Equal([0, 0, 0, 0], [Grant(descriptor), Unlock(descriptor), Control(descriptor, SetWindowSize, ref size), NameOf(descriptor, bytes, (nuint)bytes.Length)]);
        var name = Encoding.ASCII.GetString(bytes.AsSpan(0, bytes.AsSpan().IndexOf((byte)0)));
        var slave = Open(name, ReadWrite | NoControllingTerminal | CloseOnExec);
        Assert.False(slave.IsInvalid, $"{name} cannot be opened: error {Marshal.GetLastPInvokeError()}.");

        // The first terminal that the leader of a session opens controls it: Ctrl+C is a signal then.
        return new Terminal(master, slave)
        {
            Program = RunningProgram.Start(
                "/usr/bin/setsid",
                ["env", "--default-signal=INT", "-u", "NO_COLOR", .. environment, "/bin/sh", "-c", $"exec \"$0\" \"$@\" <{name} >{name} 2>&1", path, .. arguments]),
        };
    }

    /// <summary>Presses Ctrl+C.</summary>
    internal void PressCtrlC() => _master.WriteByte(CtrlC);

    /// <summary>Waits until <paramref name="look"/> finds a value on the screen.</summary>
    internal Task<T> WhenAsync<T>(string expected, Func<IReadOnlyList<string>, T?> look)
        where T : class => Wait.ForAsync(
        expected,
        () => look(Rows) ?? (Program.HasExited && _reading.IsCompleted ? throw new InvalidOperationException($"Expected: {expected}, but it ended: {Story}") : null),
        () => Story);

    /// <summary>Waits for the end of the program and of its output.</summary>
    /// <returns>The exit code.</returns>
    internal async Task<int> ExitAsync(TimeSpan? within = null)
    {
        var code = await Program.ExitAsync(within);
        await EndAsync();
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        await EndAsync();
        await _master.DisposeAsync();
    }

    // Processes that the program has started have the terminal as their input: they end when it is closed.
    private async Task EndAsync()
    {
        _slave.Dispose();
        await _reading.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
    }

    private T Under<T>(Func<TerminalScreen, T> get)
    {
        lock (_gate)
        {
            return get(_screen);
        }
    }

    private void Read()
    {
        var (bytes, characters) = (new byte[4096], new char[4096]);
        var decoder = Encoding.UTF8.GetDecoder();
        while (true)
        {
            int length;
            try
            {
                length = _master.Read(bytes);
            }
            catch (IOException)
            {
                // EIO: the other side is closed, and all output has been read.
                return;
            }

            var count = decoder.GetChars(bytes.AsSpan(0, length), characters, flush: false);
            lock (_gate)
            {
                _screen.Write(characters.AsSpan(0, count));
            }
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static partial SafeFileHandle OpenMaster(int flags);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "grantpt")]
    private static partial int Grant(int descriptor);

    [LibraryImport("libc", EntryPoint = "unlockpt")]
    private static partial int Unlock(int descriptor);

    [LibraryImport("libc", EntryPoint = "ptsname_r")]
    private static partial int NameOf(int descriptor, [Out] byte[] name, nuint length);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int descriptor, nuint request, ref WindowSize size);
}
