namespace Dataflow.Pipelines.Storage;

/// <summary>
/// Where checkpoints are kept: a seam, with one contract suite. What a method has returned from is durable. One job has a
/// store for itself at a time.
/// </summary>
public interface ICheckpointStore
{
    /// <summary>Where it is, for errors.</summary>
    string Location { get; }

    /// <summary>Takes the store for this process.</summary>
    /// <exception cref="CheckpointException">Another process has it.</exception>
    ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken);

    /// <summary>Reads the document that says whose store this is; empty where there is none.</summary>
    ValueTask<ReadOnlyMemory<byte>> ReadIdentityAsync(CancellationToken cancellationToken);

    /// <summary>Replaces that document: afterwards the new one is there whole, or, where the process dies, the old one.</summary>
    ValueTask WriteIdentityAsync(ReadOnlyMemory<byte> identity, CancellationToken cancellationToken);

    /// <summary>A new file; it counts only once it is completed. Writing to it does not wait for a disk.</summary>
    CheckpointFileWriter Create(string name);

    /// <summary>Reads a file.</summary>
    /// <exception cref="CheckpointException">It is not there.</exception>
    ValueTask<Stream> OpenAsync(string name, CancellationToken cancellationToken);

    /// <summary>Writes a manifest: afterwards it is there whole, or, where the process dies, not at all.</summary>
    ValueTask WriteManifestAsync(long checkpoint, ReadOnlyMemory<byte> manifest, CancellationToken cancellationToken);

    /// <summary>The numbers of all manifests, ascending.</summary>
    /// <exception cref="CheckpointException">There is something that looks like a manifest and has no number.</exception>
    ValueTask<IReadOnlyList<long>> ListManifestsAsync(CancellationToken cancellationToken);

    /// <summary>Reads a manifest.</summary>
    ValueTask<ReadOnlyMemory<byte>> ReadManifestAsync(long checkpoint, CancellationToken cancellationToken);

    /// <summary>Takes a manifest away.</summary>
    ValueTask DeleteManifestAsync(long checkpoint, CancellationToken cancellationToken);

    /// <summary>Takes a file away; nothing happens where there is none.</summary>
    ValueTask DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>Takes away all files but those named: what a dead process left. Called while nobody writes.</summary>
    ValueTask RetainAsync(IReadOnlySet<string> names, CancellationToken cancellationToken);
}
