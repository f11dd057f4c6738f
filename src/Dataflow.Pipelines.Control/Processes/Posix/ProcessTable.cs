using System.Globalization;
using System.Text;

namespace Dataflow.Pipelines.Control.Processes.Posix;

/// <summary>The processes of Linux, from /proc.</summary>
internal static class ProcessTable
{
    /// <summary>The processes that this user can see.</summary>
    public static IEnumerable<ProcessEntry> All() =>
        Directory.EnumerateDirectories("/proc")
            .Select(static folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Find(id) : null)
            .OfType<ProcessEntry>();

    /// <summary>A process; null where there is none.</summary>
    public static ProcessEntry? Find(int id)
    {
        // "pid (name) state ppid pgrp ... starttime ...": the name may hold blanks and brackets, so the fields are counted from the last bracket.
        var stat = Read($"/proc/{id}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 20 ? null
            : new(id, int.Parse(fields[2], CultureInfo.InvariantCulture), fields[0] is "Z" or "X", long.Parse(fields[19], CultureInfo.InvariantCulture));
    }

    /// <summary>Whether a process was started with a variable in its environment.</summary>
    public static bool HasVariable(int id, string name, string value) => ('\0' + Read($"/proc/{id}/environ")).Contains($"\0{name}={value}\0", StringComparison.Ordinal);

    /// <summary>Identifies the time since the machine was started: only within it do process ids and start times mean anything.</summary>
    public static string BootId() => Read("/proc/sys/kernel/random/boot_id").Trim();

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It has ended, or belongs to another user.
            return "";
        }
    }
}
