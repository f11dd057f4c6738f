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

    /// <summary>
    /// The newest manifest; where it is damaged the one before, said loudly. Null on a first start. Takes away what a dead
    /// process left: damaged manifests after the one that is used, and files that no manifest names.
    /// </summary>
    /// <exception cref="CheckpointException">There are manifests and none can be read.</exception>
    public async ValueTask<Manifest?> OpenAsync(CancellationToken cancellationToken)
    {
        var all = await store.ListManifestsAsync(cancellationToken);
        Manifest? newest = null;
        HashSet<string> names = [];
        List<long> damaged = [];
        foreach (var checkpoint in all.Reverse())
        {
            try
            {
                var manifest = Parse(await store.ReadManifestAsync(checkpoint, cancellationToken), checkpoint);
                newest ??= manifest;
                names.UnionWith(FilesOf(manifest));
            }
            catch (JsonException fault)
            {
                logger.DamagedManifest(checkpoint, store.Location, fault.Message);
                damaged.Add(checkpoint);
            }
        }

        if (newest is null && all.Count > 0)
        {
            throw new CheckpointException($"None of the {all.Count} checkpoints in {store.Location} can be read; see the log. Restore one, or start anew in an empty directory.");
        }

        foreach (var checkpoint in damaged)
        {
            await store.DeleteManifestAsync(checkpoint, cancellationToken);
        }

        await store.RetainAsync(names, cancellationToken);
        return newest;
    }

    /// <summary>Keeps the newest manifests, and the files that they name; lanes may write further files meanwhile.</summary>
    public async ValueTask RetainAsync(int count, CancellationToken cancellationToken)
    {
        var all = await store.ListManifestsAsync(cancellationToken);
        HashSet<string> kept = [], dropped = [];
        foreach (var checkpoint in all)
        {
            var isKept = checkpoint > all[^1] - count;
            (isKept ? kept : dropped).UnionWith(FilesOf(Parse(await store.ReadManifestAsync(checkpoint, cancellationToken), checkpoint)));
            if (!isKept)
            {
                await store.DeleteManifestAsync(checkpoint, cancellationToken);
            }
        }

        foreach (var name in dropped.Except(kept))
        {
            await store.DeleteAsync(name, cancellationToken);
        }
    }

    private static IEnumerable<string> FilesOf(Manifest manifest) =>
        manifest.Blocks.Values.SelectMany(static l => l).SelectMany(static l => l.Files).Select(static f => f.Name);

    private Manifest Parse(ReadOnlyMemory<byte> bytes, long checkpoint)
    {
        var end = bytes.Span.TrimEnd((byte)'\n').LastIndexOf((byte)'\n');
        if (end < 0 || Encoding.ASCII.GetString(bytes.Span[(end + 1)..]).Trim() != Sum(bytes.Span[..end]))
        {
            throw new JsonException("its checksum does not fit its content");
        }

        // The format first: a newer one may have another shape, and is not damaged.
        var json = bytes[..end];
        using (var document = JsonDocument.Parse(json))
        {
            var format = document.RootElement.GetProperty("format").GetInt32();
            if (format > Manifest.CurrentFormat)
            {
                throw new CheckpointException(
                    $"Checkpoint {checkpoint} in {store.Location} has format {format}; this version reads up to {Manifest.CurrentFormat}. Use the version that wrote it, or a newer one.");
            }
        }

        return JsonSerializer.Deserialize(json.Span, CheckpointJson.Default.Manifest)!;
    }

    private static string Sum(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
