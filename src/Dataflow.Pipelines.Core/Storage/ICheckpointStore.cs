namespace Dataflow.Pipelines.Storage;

/// <summary>
/// Stores checkpoints; one contract suite tests all implementations. The effect of a method is durable when it has returned. Only one job uses a
/// store at a time.
/// </summary>
public interface ICheckpointStore
{
    /// <summary>Its location, for errors.</summary>
    string Location { get; }

    /// <summary>Locks the store for this process.</summary>
    /// <exception cref="CheckpointException">Another process has it.</exception>
    ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken);

    /// <summary>Reads the document that identifies the owner of the store; empty where there is none.</summary>
    ValueTask<ReadOnlyMemory<byte>> ReadIdentityAsync(CancellationToken cancellationToken);

    /// <summary>Replaces that document atomically: where the process dies, the new or the old one exists, complete.</summary>
    ValueTask WriteIdentityAsync(ReadOnlyMemory<byte> identity, CancellationToken cancellationToken);

    /// <summary>A new file; it counts only once it is completed. Writing to it does not wait for a disk.</summary>
    CheckpointFileWriter Create(string name);

    /// <summary>Reads a file.</summary>
    /// <exception cref="CheckpointException">The file does not exist.</exception>
    ValueTask<Stream> OpenAsync(string name, CancellationToken cancellationToken);

    /// <summary>Writes a manifest atomically: where the process dies, it exists completely or not.</summary>
    ValueTask WriteManifestAsync(long checkpoint, ReadOnlyMemory<byte> manifest, CancellationToken cancellationToken);

    /// <summary>The numbers of all manifests, ascending.</summary>
    /// <exception cref="CheckpointException">A file has the name of a manifest and no valid number.</exception>
    ValueTask<IReadOnlyList<long>> ListManifestsAsync(CancellationToken cancellationToken);

    /// <summary>Reads a manifest.</summary>
    ValueTask<ReadOnlyMemory<byte>> ReadManifestAsync(long checkpoint, CancellationToken cancellationToken);

    /// <summary>Deletes a manifest.</summary>
    ValueTask DeleteManifestAsync(long checkpoint, CancellationToken cancellationToken);

    /// <summary>Deletes a file; has no effect where there is none.</summary>
    ValueTask DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>Deletes all files except those named: the remains of a dead process. Called while no file is being written.</summary>
    ValueTask RetainAsync(IReadOnlySet<string> names, CancellationToken cancellationToken);
}
