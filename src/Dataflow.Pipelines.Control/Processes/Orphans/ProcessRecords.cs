using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Control.Processes.Orphans;

/// <summary>The records of running processes: a file each, named by the key of the execution and the attempt.</summary>
internal sealed class ProcessRecords(string folder)
{
    private const string Extension = ".process.json";

    // File systems allow 255 bytes.
    private const int MaxName = 200;

    /// <summary>The file of an attempt's process.</summary>
    public string PathOf(RunContext run)
    {
        var name = Uri.EscapeDataString(run.Key);
        name = name.Length <= MaxName ? name : $"{name[..100]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(run.Key)))}";
        return Path.Combine(folder, $"{name}.{run.Attempt}{Extension}");
    }

    /// <summary>Writes or replaces a record. It is durable when the call returns.</summary>
    public void Write(string path, ProcessRecord record)
    {
        Directory.CreateDirectory(folder);
        DurableFile.WriteAtomic(path, JsonSerializer.SerializeToUtf8Bytes(record, ProcessRecordJson.Default.ProcessRecord));
    }

    /// <summary>All records with their files. A record that cannot be read is null: no process outlives the power failure that damages a file.</summary>
    public IReadOnlyList<(string Path, ProcessRecord? Record)> All() =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal).Select(static path => (path, Read(path)))] : [];

    private static ProcessRecord? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ProcessRecordJson.Default.ProcessRecord);
        }
        catch (Exception fault) when (fault is JsonException or FileNotFoundException)
        {
            return null;
        }
    }
}
