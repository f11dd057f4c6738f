using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Hosting;

/// <summary>
/// Refuses to run under a limit of open files (RLIMIT_NOFILE) that a pipeline exceeds while it starts: then assemblies cannot be loaded, and the runtime
/// ends the process with an error that does not name the limit.
/// </summary>
/// <remarks>
/// It must not load an assembly itself. Formatting by the culture and the console both open files: it does without them, and writes its line to file
/// descriptor 2. Under a limit of 16 the runtime itself does not start ("Failed to create CoreCLR"), and no .NET program can report the limit.
/// </remarks>
internal static partial class FileLimit
{
    /// <summary>
    /// The limit that a pipeline needs. Measured on Linux x64 with the sample (Kafka and Parquet, one broker, four partitions, one open Parquet file):
    /// 177 at most (207 with the control plane), of which about 130 are assemblies and native libraries, two descriptors for each assembly; a limit of 176 fails, 192 runs. The rest is room
    /// for a small pipeline to grow: the Kafka client adds a connection per broker and client (each source lane and sink lane has one), with three
    /// further descriptors; a Parquet sink adds a file per open window, partition directory and lane; keyed state adds a file per lane while it is
    /// written. A large pipeline needs a larger limit and reports the file that it could not open.
    /// </summary>
    private const ulong Needed = 256;

    private const int StandardError = 2;
    private const int LinuxOpenFiles = 7;
    private const int MacOpenFiles = 8;

    /// <summary>Whether the limit is too low; then the reason has been written to standard error.</summary>
    public static bool IsTooLow()
    {
        // The runtime has raised the soft limit to the hard one by now. rlim_t has 64 bits in a 64-bit process; others are not checked.
        if (!Environment.Is64BitProcess || !(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()))
        {
            return false;
        }

        Span<ulong> limits = stackalloc ulong[2];
        if (GetLimit(OperatingSystem.IsLinux() ? LinuxOpenFiles : MacOpenFiles, ref limits[0]) != 0 || limits[0] >= Needed)
        {
            return false;
        }

        Report(limits[0]);
        return true;
    }

    private static void Report(ulong limit)
    {
        Span<byte> line = stackalloc byte[256];
        var length = 0;
        Add(line, ref length, "Not started: the limit of open files is "u8);
        Add(line, ref length, limit);
        Add(line, ref length, ", and a pipeline needs at least "u8);
        Add(line, ref length, Needed);
        Add(line, ref length, ": raise it with 'ulimit -n 1024', LimitNOFILE= of the systemd unit, or --ulimit nofile= of the container.\n"u8);
        _ = Write(StandardError, ref line[0], length);
    }

    private static void Add(Span<byte> line, ref int length, ReadOnlySpan<byte> text)
    {
        text.CopyTo(line[length..]);
        length += text.Length;
    }

    private static void Add(Span<byte> line, ref int length, ulong number)
    {
        Span<byte> digits = stackalloc byte[20];
        var first = digits.Length;
        do
        {
            digits[--first] = (byte)('0' + (number % 10));
            number /= 10;
        }
        while (number > 0);
        Add(line, ref length, digits[first..]);
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, ref ulong limits);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int file, ref byte text, nint length);
}
