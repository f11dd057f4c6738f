using System.Security.Cryptography;

namespace Dataflow.Pipelines.Storage;

/// <summary>A file of a checkpoint while it is written: bytes go through a buffer and the checksum to the store. Owned by one lane.</summary>
public sealed class CheckpointFileWriter : IAsyncDisposable
{
    private readonly string _name;
    private readonly DurableStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _length;

    /// <summary>A writer over a stream that a store opened.</summary>
    public CheckpointFileWriter(string name, DurableStream file)
    {
        _name = name;
        _file = file;
    }

    /// <summary>Appends bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _file.Stream.Write(bytes);
        _length += bytes.Length;
    }

    /// <summary>Makes the file durable. No byte may follow.</summary>
    public async ValueTask<CheckpointFile> CompleteAsync(CancellationToken cancellationToken)
    {
        await _file.SyncAsync(cancellationToken);
        return new CheckpointFile(_name, _length, Convert.ToHexStringLower(_hash.GetHashAndReset()));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        await _file.Stream.DisposeAsync();
    }
}
