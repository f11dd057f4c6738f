using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>Writes and reads manifests: JSON, and in a last line its SHA-256, so that damage is told from a program's fault.</summary>
internal sealed class ManifestStore(ICheckpointStore store, ILogger logger)
{
    public async ValueTask WriteAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest, CheckpointJson.Default.Manifest);
        await store.WriteManifestAsync(manifest.Checkpoint, (byte[])[.. json, (byte)'\n', .. Encoding.ASCII.GetBytes(Sum(json)), (byte)'\n'], cancellationToken);
    }

    /// <summary>The newest manifest; where it is damaged the one before, said loudly. Null on a first start.</summary>
    /// <exception cref="CheckpointException">There are manifests and none can be read.</exception>
    public async ValueTask<Manifest?> ReadNewestAsync(CancellationToken cancellationToken)
    {
        var all = await store.ListManifestsAsync(cancellationToken);
        foreach (var checkpoint in all.Reverse())
        {
            try
            {
                return Parse(await store.ReadManifestAsync(checkpoint, cancellationToken), checkpoint);
            }
            catch (JsonException fault)
            {
                logger.DamagedManifest(checkpoint, store.Location, fault.Message);
            }
        }

        return all.Count == 0
            ? null
            : throw new CheckpointException($"None of the {all.Count} checkpoints in {store.Location} can be read; see the log. Restore one, or start anew in an empty directory.");
    }

    /// <summary>Keeps the newest manifests and what they name.</summary>
    public async ValueTask RetainAsync(int count, CancellationToken cancellationToken)
    {
        var all = await store.ListManifestsAsync(cancellationToken);
        HashSet<string> names = [];
        foreach (var checkpoint in all)
        {
            if (checkpoint > all[^1] - count)
            {
                var manifest = Parse(await store.ReadManifestAsync(checkpoint, cancellationToken), checkpoint);
                names.UnionWith(manifest.Blocks.Values.SelectMany(static l => l).SelectMany(static l => l.Files).Select(static f => f.Name));
            }
            else
            {
                await store.DeleteManifestAsync(checkpoint, cancellationToken);
            }
        }

        await store.RetainAsync(names, cancellationToken);
    }

    private Manifest Parse(ReadOnlyMemory<byte> bytes, long checkpoint)
    {
        var end = bytes.Span.TrimEnd((byte)'\n').LastIndexOf((byte)'\n');
        if (end < 0 || Encoding.ASCII.GetString(bytes.Span[(end + 1)..]).Trim() != Sum(bytes.Span[..end]))
        {
            throw new JsonException("its checksum does not fit its content");
        }

        var manifest = JsonSerializer.Deserialize(bytes.Span[..end], CheckpointJson.Default.Manifest)!;
        return manifest.Format <= Manifest.CurrentFormat
            ? manifest
            : throw new CheckpointException(
                $"Checkpoint {checkpoint} in {store.Location} has format {manifest.Format}; this version reads up to {Manifest.CurrentFormat}. Use the version that wrote it, or a newer one.");
    }

    private static string Sum(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
