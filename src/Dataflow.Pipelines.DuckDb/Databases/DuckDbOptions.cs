namespace Dataflow.Pipelines.DuckDb;

/// <summary>How a database is opened. What is not said here is DuckDB's own default, except that it never downloads extensions.</summary>
public sealed record DuckDbOptions
{
    /// <summary>
    /// Threads that work on statements, at least 1, counting the one that asks. Null: as many as the machine has.
    /// With 1 a statement runs on its caller's thread and on no other.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>Bytes that DuckDB may hold in its buffers, for all statements together. Null: four fifths of the machine's memory.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Whether a statement that outgrows the memory limit may write to temporary files beside the process's working directory. Off: it fails.</summary>
    public bool SpillToDisk { get; init; }

    /// <summary>DuckDB's further settings by name, such as <c>allocator_flush_threshold</c>. They win over the others.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    internal IEnumerable<KeyValuePair<string, string>> ToSettings()
    {
        yield return new("autoinstall_known_extensions", "false");
        yield return new("autoload_known_extensions", "false");
        if (Threads is { } threads)
        {
            yield return new("threads", Invariant($"{threads}"));
        }

        if (MemoryLimit is { } bytes)
        {
            yield return new("memory_limit", Invariant($"{bytes}B"));
        }

        if (!SpillToDisk)
        {
            yield return new("temp_directory", "");
        }

        foreach (KeyValuePair<string, string> setting in Settings)
        {
            yield return setting;
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
