using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Files;

/// <summary>Where a file sink writes.</summary>
public sealed record FileSinkOptions
{
    /// <summary>Directory of the set of files; created where it is missing.</summary>
    public required string Root { get; init; }

    /// <summary>
    /// Directory of a window's files below the root, as in <c>hour={window_start:yyyyMMddHH}</c> (a .NET format, UTC); empty: the root.
    /// </summary>
    public string PartitionBy { get; init; } = "";

    /// <summary>Maximum number of open files, at least 1. For a further window, the least recently used one is closed as a part.</summary>
    public int MaxOpenFiles { get; init; } = 8;

    /// <summary>Access to the files.</summary>
    public IFileStore Files { get; init; } = new LocalFileStore();
}
