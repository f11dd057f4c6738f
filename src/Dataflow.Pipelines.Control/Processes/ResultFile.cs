using System.Text;

namespace Dataflow.Pipelines.Control.Processes;

/// <summary>The file in which a process leaves its result record, in a folder that only this user can read.</summary>
internal sealed class ResultFile : IDisposable
{
    /// <summary>The environment variable that holds its path.</summary>
    public const string Variable = "DATAFLOW_RESULT_FILE";

    private const int MaxBytes = 1 << 20;
    private const int MaxShown = 80;
    private const string Prefix = "dataflow-";

    // Created with mode 0700.
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory(Prefix);

    /// <summary>Its path, which no other attempt has: it identifies the processes of this one.</summary>
    public string Path => System.IO.Path.Combine(_folder.FullName, "result.json");

    // The byte order mark, which some programs write.
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads the record.</summary>
    /// <exception cref="ProcessFailedException">The file is missing or is not one JSON object on one line.</exception>
    public ReadOnlyMemory<byte> Read(CodeGeneration.ProcessCommand command)
    {
        if (!File.Exists(Path))
        {
            throw Fault(command, "has written no such file", "");
        }

        var record = Content(command);
        if (record.Span.IndexOfAny("\r\n"u8) >= 0)
        {
            throw Fault(command, $"has written {record.Span.Count((byte)'\n') + 1} lines to it", Shown(record.Span));
        }

        return ResultJson.Problem(record.Span) is { } problem ? throw Fault(command, problem, Shown(record.Span)) : record;
    }

    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A process that left the group still writes there: the folder of temporary files is cleared by the system.
        }
    }

    /// <summary>Removes the file and the folder that a crashed host has left.</summary>
    /// <param name="path">The path as it was recorded. A folder that holds something else remains.</param>
    public static void Remove(string path)
    {
        try
        {
            if (System.IO.Path.GetDirectoryName(path) is { } folder && System.IO.Path.GetFileName(folder).StartsWith(Prefix, StringComparison.Ordinal) && Directory.Exists(folder))
            {
                File.Delete(path);
                Directory.Delete(folder);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The folder of temporary files is cleared by the system.
        }
    }

    private ReadOnlyMemory<byte> Content(CodeGeneration.ProcessCommand command)
    {
        try
        {
            // A named pipe and a device have no length: opening them may block for ever.
            var file = File.ResolveLinkTarget(Path, returnFinalTarget: true) as FileInfo ?? new FileInfo(Path);
            if (file.Length > MaxBytes)
            {
                throw Fault(command, $"has written {file.Length} bytes to it, more than the limit of {MaxBytes}", "");
            }

            ReadOnlyMemory<byte> bytes = file.Length == 0 ? default : File.ReadAllBytes(file.FullName);
            var record = (bytes.Span.StartsWith(Mark) ? bytes[Mark.Length..] : bytes).TrimEnd("\r\n"u8);
            return record.Span.Trim(" \t"u8).IsEmpty ? throw Fault(command, "has left it empty", "") : record;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Fault(command, $"has left a file that cannot be read ({fault.Message})", "");
        }
    }

    private static string Shown(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, MaxShown)]).Replace('\n', '⏎').Replace('\r', '⏎');
        return bytes.Length > MaxShown ? $": {text} ..." : $": {text}";
    }

    /// <summary>The error of a program whose result is not valid.</summary>
    /// <param name="command">The program.</param>
    /// <param name="found">What it has done instead, as the predicate of a sentence.</param>
    /// <param name="record">What it has written.</param>
    public static ProcessFailedException Fault(CodeGeneration.ProcessCommand command, string found, ReadOnlySpan<byte> record) => Fault(command, found, Shown(record));

    private static ProcessFailedException Fault(CodeGeneration.ProcessCommand command, string found, string shown) =>
        new($"{command} exited with code 0, but its result is not valid: it {found}{shown}\n"
            + $"Expected is one JSON object on one line, of at most {MaxBytes} bytes, in the file that the environment variable {Variable} names.");
}
