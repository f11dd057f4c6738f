using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.State;

/// <summary>Reads a file of state once, as a stream, one block at a time. The blocks that it returns are intact: each block has a checksum, and so has the file.</summary>
internal sealed class StateFileReader : IAsyncDisposable
{
    // No block is longer: a length above it is damage.
    private const int MaxBlock = 1 << 26;

    private readonly StateInput _input;
    private readonly Stream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _header = new byte[StateBlockHeader.Size];

    private StateFileReader(StateInput input, Stream stream) => (_input, _stream) = (input, stream);

    public StateOrigin Origin { get; private set; } = null!;

    /// <exception cref="CheckpointException">The file is missing or damaged, or of another version.</exception>
    public static async ValueTask<StateFileReader> OpenAsync(StateInput input, bool areStored, CancellationToken cancellationToken)
    {
        var reader = new StateFileReader(input, await input.OpenAsync(cancellationToken));
        try
        {
            await reader.ReadHeadAsync(areStored, cancellationToken);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next block; <see langword="null"/> at the end of the file.</summary>
    public async ValueTask<StateBlock?> ReadAsync(CancellationToken cancellationToken)
    {
        await ReadExactlyAsync(_header, cancellationToken);
        var header = StateBlockHeader.Read(_header);
        if (header.Length is < 0 or > MaxBlock || header.Form is < EntryForm.Keyed or > EntryForm.NamespaceRemoved || (header.Table != StateBlockHeader.EndTable && header.Table >= Origin.Tables.Count))
        {
            throw Damaged();
        }

        // A damaged block is not returned to the pool, as wherever a restore fails: that ends the start.
        var block = new StateBlock(Origin, header);
        await ReadExactlyAsync(block.Body, cancellationToken);
        if (!StateBlockHeader.IsIntact(_header, block.Body.Span))
        {
            throw Damaged();
        }

        if (header.Table != StateBlockHeader.EndTable)
        {
            return block;
        }

        block.Release();
        if (_stream.ReadByte() >= 0 || (_input.File is { } file && Convert.ToHexStringLower(_hash.GetHashAndReset()) != file.Sha256))
        {
            throw Damaged();
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        await _stream.DisposeAsync();
    }

    private async ValueTask ReadHeadAsync(bool areStored, CancellationToken cancellationToken)
    {
        var prefix = new byte[StateFileHead.PrefixSize];
        await ReadExactlyAsync(prefix, cancellationToken);
        var size = BinaryPrimitives.ReadInt32LittleEndian(prefix);
        if (size is < 0 or > MaxBlock)
        {
            throw Damaged();
        }

        var json = new byte[size];
        await ReadExactlyAsync(json, cancellationToken);
        if (!prefix.AsSpan().SequenceEqual(StateFileHead.Prefix(json)))
        {
            throw Damaged();
        }

        // The format first: the head of another format may have another structure.
        var format = JsonSerializer.Deserialize(json, StateJson.Default.StateFileFormat)!.Format;
        if (format != StateFileHead.CurrentFormat)
        {
            throw new CheckpointException(
                $"Checkpoint file '{_input.Name}' in {_input.Location} has format {format}, and this version of the engine reads {StateFileHead.CurrentFormat}. Start with the version that wrote it.");
        }

        var head = JsonSerializer.Deserialize(json, StateJson.Default.StateFileHead)!;
        Origin = new StateOrigin(_input.Name, head.Lane, head.Tables, areStored);
    }

    private async ValueTask ReadExactlyAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        for (int read = 0, more; read < buffer.Length; read += more)
        {
            more = await _stream.ReadAsync(buffer[read..], cancellationToken);
            if (more == 0)
            {
                throw Damaged();
            }
        }

        _hash.AppendData(buffer.Span);
    }

    private CheckpointException Damaged()
    {
        var expected = _input.File is { } file ? $" (the manifest has {file.Length} bytes with the SHA-256 {file.Sha256})" : "";
        return new CheckpointException(
            $"Checkpoint file '{_input.Name}' in {_input.Location} is damaged: its content does not match its checksums{expected}. Restore the file, or start from an earlier checkpoint.");
    }
}
