using System.Text.Json;
using Dataflow.Pipelines.Storage;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>Reads manifests, and distinguishes damaged ones from those of other jobs.</summary>
internal sealed class ManifestReader(ICheckpointStore store, ILogger logger)
{
    /// <summary>Reads a manifest that this process may have written.</summary>
    public async ValueTask<ReadManifest> ReadAsync(long checkpoint, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await store.ReadManifestAsync(checkpoint, cancellationToken);
            return new ReadManifest(checkpoint, Parse(SealedJson.Open(bytes), checkpoint), "");
        }
        catch (JsonException fault)
        {
            var reason = CheckpointJson.ReasonOf(fault);
            logger.DamagedManifest(checkpoint, store.Location, reason);
            return new ReadManifest(checkpoint, null, reason);
        }
    }

    /// <summary>Reads a manifest at a start.</summary>
    /// <exception cref="CheckpointException">It is intact, but of another version, pipeline or instance.</exception>
    public async ValueTask<ReadManifest> ReadAsync(long checkpoint, RestoreRequest request, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(checkpoint, cancellationToken);
        if (read.Manifest is { } other && other.Pipeline != request.Pipeline)
        {
            throw new CheckpointException(
                $"Checkpoint {checkpoint} in {store.Location} is of pipeline '{other.Pipeline}', not of '{request.Pipeline}'. " +
                "Move it back to where it came from, or give each pipeline a directory of its own with --state.");
        }

        if (read.Manifest is { } foreign && request.Instance is not null && foreign.Instance != request.Instance)
        {
            throw new CheckpointException(
                $"Checkpoint {checkpoint} in {store.Location} was taken by instance {foreign.Instance} of '{request.Pipeline}'; this directory is that of instance {request.Instance} (job.json). " +
                "Move the file back to where it came from. To restore a state directory from a copy, copy all of it, job.json too.");
        }

        return read;
    }

    private Manifest Parse(ReadOnlyMemory<byte> json, long checkpoint)
    {
        // The format first: a newer one may have another shape, and is not damaged.
        using (var document = JsonDocument.Parse(json))
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out var given) || given.ValueKind != JsonValueKind.Number || !given.TryGetInt32(out var format))
            {
                throw new JsonException("it is intact, but not a manifest: a JSON object with a number 'format' was expected");
            }

            if (format > Manifest.CurrentFormat)
            {
                throw new CheckpointException(
                    $"Checkpoint {checkpoint} in {store.Location} has format {format}; this version reads up to {Manifest.CurrentFormat}. Use the version that wrote it, or a newer one.");
            }

            if (format < Manifest.CurrentFormat)
            {
                throw new CheckpointException(
                    $"Checkpoint {checkpoint} in {store.Location} has format {format}, written by a version before 0.1.0; this version reads format {Manifest.CurrentFormat}. " +
                    "Its state is in another form and cannot be converted: drain the job with the version that wrote it, then start in an empty directory with --state.");
            }
        }

        var manifest = JsonSerializer.Deserialize(json.Span, CheckpointJson.Default.Manifest)!;
        return manifest.Checkpoint == checkpoint
            ? manifest
            : throw new JsonException($"it is a copy of checkpoint {manifest.Checkpoint} under another number");
    }
}
