using System.Globalization;
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
    /// The newest manifest. Takes away what a dead process left: files that no manifest names, and damaged manifests that are older than
    /// the one that is used. One that is newer stays until a later checkpoint is durable: its number is taken, and the next start must know.
    /// </summary>
    /// <param name="allowFallback">Whether an earlier one may be used where the newest is damaged.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="CheckpointException">There are manifests and none can be read, or the newest cannot and no earlier one may be used.</exception>
    public async ValueTask<RestorePoint> OpenAsync(bool allowFallback, CancellationToken cancellationToken)
    {
        var all = await store.ListManifestsAsync(cancellationToken);
        Manifest? newest = null;
        HashSet<string> names = [];
        List<long> obsolete = [];
        var reason = "";
        foreach (var checkpoint in all.Reverse())
        {
            var (manifest, damage) = await TryReadAsync(checkpoint, cancellationToken);
            if (manifest is not null)
            {
                newest ??= manifest;
                names.UnionWith(FilesOf(manifest));
            }
            else if (newest is not null)
            {
                obsolete.Add(checkpoint);
            }
            else if (reason.Length == 0)
            {
                reason = damage;
            }
        }

        if (newest is null && all.Count > 0)
        {
            throw new CheckpointException($"None of the {all.Count} checkpoints in {store.Location} can be read; see the log. Restore one, or start anew in an empty directory.");
        }

        var point = new RestorePoint(newest, all.Count > 0 ? all[^1] : 0);
        if (point.IsFallback)
        {
            RequireLeave(allowFallback, point, reason);
        }

        foreach (var checkpoint in obsolete)
        {
            await store.DeleteManifestAsync(checkpoint, cancellationToken);
        }

        await store.RetainAsync(names, cancellationToken);
        return point;
    }

    /// <summary>Keeps the newest manifests, and the files that they name; lanes may write further files meanwhile.</summary>
    public async ValueTask RetainAsync(int count, CancellationToken cancellationToken)
    {
        var all = await store.ListManifestsAsync(cancellationToken);
        HashSet<string> kept = [], dropped = [];
        foreach (var checkpoint in all)
        {
            var (manifest, _) = await TryReadAsync(checkpoint, cancellationToken);
            var isKept = manifest is not null && checkpoint > all[^1] - count;
            if (manifest is not null)
            {
                (isKept ? kept : dropped).UnionWith(FilesOf(manifest));
            }

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

    // Null and why where it is damaged, which is said loudly.
    private async ValueTask<(Manifest? Manifest, string Damage)> TryReadAsync(long checkpoint, CancellationToken cancellationToken)
    {
        try
        {
            return (Parse(await store.ReadManifestAsync(checkpoint, cancellationToken), checkpoint), "");
        }
        catch (JsonException fault)
        {
            logger.DamagedManifest(checkpoint, store.Location, fault.Message);
            return (null, fault.Message);
        }
    }

    private void RequireLeave(bool allowFallback, RestorePoint point, string reason)
    {
        var (checkpoint, at) = (point.Manifest!.Checkpoint, point.Manifest.At);
        if (!allowFallback)
        {
            throw new CheckpointException(string.Create(
                CultureInfo.InvariantCulture,
                $"Checkpoint {point.Newest}, the newest in {store.Location}, is damaged ({reason}). The newest that can be read is {checkpoint} of {at:yyyy-MM-ddTHH:mm:ssZ}: ") +
                "what came after it would be read again, and what sinks have made visible since would be there twice. " +
                "Restore the damaged one from a copy, or accept that with --allow-fallback (AllowFallback in the options).");
        }

        logger.FallsBack(checkpoint, store.Location, at);
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

            if (format < Manifest.CurrentFormat)
            {
                throw new CheckpointException(
                    $"Checkpoint {checkpoint} in {store.Location} has format {format}, written by a version before 0.1.0; this version reads format {Manifest.CurrentFormat}. " +
                    "Its state is kept by another hash of the keys and cannot be converted: drain the job with the version that wrote it, then start anew in an empty directory with --state.");
            }
        }

        return JsonSerializer.Deserialize(json.Span, CheckpointJson.Default.Manifest)!;
    }

    private static string Sum(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
