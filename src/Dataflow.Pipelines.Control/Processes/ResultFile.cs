using System.Text;
using System.Text.Json;

namespace Dataflow.Pipelines.Control.Processes;

/// <summary>The file in which a process leaves its result record, in a folder that only this user can read.</summary>
internal sealed class ResultFile : IDisposable
{
    /// <summary>The environment variable that holds its path.</summary>
    public const string Variable = "DATAFLOW_RESULT_FILE";

    private const int MaxBytes = 1 << 20;
    private const int MaxShown = 80;

    // Created with mode 0700.
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dataflow-");

    /// <summary>Its path, which no other attempt has: it identifies the processes of this one.</summary>
    public string Path => System.IO.Path.Combine(_folder.FullName, "result.json");

    /// <summary>Reads the record.</summary>
    /// <exception cref="ProcessFailedException">The file is missing or is not one JSON object on one line.</exception>
    public ReadOnlyMemory<byte> Read(CodeGeneration.ProcessCommand command)
    {
        if (!File.Exists(Path))
        {
            throw Fault(command, "has written no such file", "");
        }

        using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length > MaxBytes)
        {
            throw Fault(command, $"has written {file.Length} bytes to it, more than the limit of {MaxBytes}", "");
        }

        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var record = bytes.AsMemory().TrimEnd("\r\n"u8);
        if (record.Span.Trim(" \t"u8).IsEmpty)
        {
            throw Fault(command, "has left it empty", "");
        }

        if (record.Span.IndexOfAny("\r\n"u8) >= 0)
        {
            throw Fault(command, $"has written {record.Span.Count((byte)'\n') + 1} lines to it", Shown(record.Span));
        }

        return IsObject(record.Span, out var reason) ? record : throw Fault(command, reason, Shown(record.Span));
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

    private static bool IsObject(ReadOnlySpan<byte> record, out string reason)
    {
        reason = "";
        try
        {
            var reader = new Utf8JsonReader(record);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reason = $"has written a JSON {Kind(reader.TokenType)} to it";
                return false;
            }

            while (reader.Read())
            {
                // To the end: a second value on the line is an error of the reader.
            }

            return true;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            reason = "has written to it what is no JSON";
            return false;
        }
    }

    private static string Kind(JsonTokenType token) =>
        token switch
        {
            JsonTokenType.StartArray => "array",
            JsonTokenType.String => "string",
            JsonTokenType.Number => "number",
            JsonTokenType.Null => "null",
            _ => "true or false",
        };

    private static string Shown(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, MaxShown)]).Replace('\n', '⏎').Replace('\r', '⏎');
        return bytes.Length > MaxShown ? $": {text} ..." : $": {text}";
    }

    private static ProcessFailedException Fault(CodeGeneration.ProcessCommand command, string found, string shown) =>
        new($"{command} exited with code 0, but its result is not valid: it {found}{shown}\n"
            + $"Expected is one JSON object on one line, of at most {MaxBytes} bytes, in the file that the environment variable {Variable} names.");
}
