using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Files;

/// <summary>Where a file sink writes.</summary>
public sealed record FileSinkOptions
{
    /// <summary>Directory of the set of files; made where it is missing.</summary>
    public required string Root { get; init; }

    /// <summary>
    /// Directory of a window's files below the root, as in <c>hour={window_start:yyyyMMddHH}</c> (a .NET format, UTC); empty: the root.
    /// </summary>
    public string PartitionBy { get; init; } = "";

    /// <summary>Files that are open at once, at least 1. One more window, and the one longest unused is closed off as a part.</summary>
    public int MaxOpenFiles { get; init; } = 8;

    /// <summary>The files.</summary>
    public IFileStore Files { get; init; } = new LocalFileStore();
}
