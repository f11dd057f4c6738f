using System.Globalization;
using System.Text.Json;
using Dataflow.Pipelines.Storage;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>Writes manifests, chooses the one to start from, and deletes those that are no longer needed.</summary>
internal sealed class ManifestStore(ICheckpointStore store, ILogger logger)
{
    private readonly ManifestReader _reader = new(store, logger);

    public async ValueTask WriteAsync(Manifest manifest, CancellationToken cancellationToken) => await store.WriteManifestAsync(
        manifest.Checkpoint, SealedJson.Seal(JsonSerializer.SerializeToUtf8Bytes(manifest, CheckpointJson.Default.Manifest)), cancellationToken);

    /// <summary>Chooses the checkpoint to start from. Changes nothing: a start writes its attempt first.</summary>
    /// <exception cref="CheckpointException">
    /// Checkpoints exist and none can be read; or the newest cannot and no earlier one may be used; or one is of another pipeline or instance.
    /// </exception>
    public async ValueTask<RestorePoint> OpenAsync(RestoreRequest request, CancellationToken cancellationToken)
    {
        var all = await store.ListManifestsAsync(cancellationToken);
        List<ReadManifest> read = [];
        foreach (var checkpoint in all.Reverse())
        {
            read.Add(await _reader.ReadAsync(checkpoint, request, cancellationToken));
        }

        var start = request.From is { } from ? Chosen(from, read) : Newest(read);
        var point = new RestorePoint(
            start,
            all.Count > 0 ? all[^1] : 0,
            read.Max(static r => r.Manifest?.Attempt) ?? 0,
            [.. read.Where(r => r.Manifest is null && r.Checkpoint < start?.Checkpoint).Select(static r => r.Checkpoint)],
            read.SelectMany(static r => FilesOf(r.Manifest)).ToHashSet());
        if (point.IsFallback)
        {
            if (request is { From: null, AllowFallback: false })
            {
                throw FallbackRefused(start!, read[0]);
            }

            logger.FallsBack(start!.Checkpoint, store.Location, start.At);
        }

        return point;
    }

    /// <summary>
    /// Deletes remains of dead processes: files that no manifest names, and damaged manifests that are older than the one to start from. A
    /// newer one is retained until a later checkpoint is durable, so that the next start does not reuse its number.
    /// </summary>
    public async ValueTask CleanAsync(RestorePoint point, CancellationToken cancellationToken)
    {
        foreach (var checkpoint in point.Damaged)
        {
            await store.DeleteManifestAsync(checkpoint, cancellationToken);
        }

        await store.RetainAsync(point.Files, cancellationToken);
    }

    /// <summary>
    /// Retains the newest manifests of the newest one's line, and the files that they name, and deletes the others; lanes may write further files
    /// meanwhile. Checkpoints after one that the job later went back to are not of that line.
    /// </summary>
    /// <returns>Number of the oldest that is retained.</returns>
    public async ValueTask<long> RetainAsync(int count, CancellationToken cancellationToken)
    {
        List<ReadManifest> read = [];
        foreach (var checkpoint in (await store.ListManifestsAsync(cancellationToken)).Reverse())
        {
            read.Add(await _reader.ReadAsync(checkpoint, cancellationToken));
        }

        var kept = read
            .Where(r => r.Manifest is not null && !read.Exists(later => later.Manifest is { } m && m.Parent < r.Checkpoint && r.Checkpoint < m.Checkpoint))
            .Take(count)
            .ToArray();
        foreach (var dropped in read.Except(kept))
        {
            await store.DeleteManifestAsync(dropped.Checkpoint, cancellationToken);
        }

        var needed = kept.SelectMany(static r => FilesOf(r.Manifest)).ToHashSet();
        foreach (var name in read.SelectMany(static r => FilesOf(r.Manifest)).Distinct().Where(name => !needed.Contains(name)))
        {
            await store.DeleteAsync(name, cancellationToken);
        }

        return kept[^1].Checkpoint;
    }

    private Manifest? Newest(List<ReadManifest> read) => read.Count == 0
        ? null
        : read.Find(static r => r.Manifest is not null)?.Manifest ?? throw new CheckpointException(
            $"None of the {read.Count} checkpoints in {store.Location} can be read; the newest is {read[0].Checkpoint}: {read[0].Damage}. " +
            "Restore one from a copy. Without one, move the directory away and start in an empty one: the error of that start names what would be lost or read again.");

    private Manifest Chosen(long from, List<ReadManifest> read)
    {
        var usable = string.Join(", ", read.Where(static r => r.Manifest is not null).Select(static r => r.Checkpoint).Order());
        var others = usable.Length > 0 ? $"Those that can be used are {usable}." : "None can be used.";
        return read.Find(r => r.Checkpoint == from) switch
        {
            { Manifest: { } manifest } => manifest,
            { } damaged => throw new CheckpointException($"Checkpoint {from} in {store.Location} cannot be read: {damaged.Damage}. {others}"),
            _ => throw new CheckpointException($"Checkpoint {from} is not in {store.Location}. {others}"),
        };
    }

    private CheckpointException FallbackRefused(Manifest start, ReadManifest newest) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"Checkpoint {newest.Checkpoint}, the newest in {store.Location}, cannot be read: {newest.Damage}. The newest that can be read is {start.Checkpoint} of {start.At:yyyy-MM-ddTHH:mm:ssZ}: ") +
        "the records after it would be read again, and output that sinks have made visible since would be duplicated. " +
        $"Restore the damaged one from a copy, or accept that with --from-checkpoint {start.Checkpoint}.");

    private static IEnumerable<string> FilesOf(Manifest? manifest) =>
        manifest is null ? [] : manifest.Blocks.Values.SelectMany(static l => l).SelectMany(static l => l.Files).Select(static f => f.Name);
}
