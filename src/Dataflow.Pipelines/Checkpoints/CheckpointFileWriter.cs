using System.Security.Cryptography;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>A file of a checkpoint while it is written: bytes go through a buffer and the checksum to the store. Owned by one lane.</summary>
public sealed class CheckpointFileWriter : IAsyncDisposable
{
    private readonly string name;
    private readonly FileLike file;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long length;

    /// <summary>A writer over what a store opened.</summary>
    public CheckpointFileWriter(string name, FileLike file)
    {
        this.name = name;
        this.file = file;
    }

    /// <summary>Appends bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        file.Stream.Write(bytes);
        length += bytes.Length;
    }

    /// <summary>Makes the file durable. No byte may follow.</summary>
    public async ValueTask<CheckpointFile> CompleteAsync(CancellationToken cancellationToken)
    {
        await file.SyncAsync(cancellationToken);
        return new CheckpointFile(name, length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        hash.Dispose();
        await file.Stream.DisposeAsync();
    }
}
