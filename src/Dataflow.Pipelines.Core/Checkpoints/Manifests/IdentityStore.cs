using System.Security.Cryptography;
using System.Text.Json;
using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>Reads the identity of a job and counts its starts.</summary>
internal sealed class IdentityStore(ICheckpointStore store, string pipeline)
{
    /// <summary>The identity; <see langword="null"/> before the first start.</summary>
    /// <exception cref="CheckpointException">It is damaged, or belongs to another pipeline.</exception>
    public async ValueTask<JobIdentity?> ReadAsync(CancellationToken cancellationToken)
    {
        var bytes = await store.ReadIdentityAsync(cancellationToken);
        if (bytes.IsEmpty)
        {
            return null;
        }

        JobIdentity identity;
        try
        {
            identity = JsonSerializer.Deserialize(SealedJson.Open(bytes).Span, CheckpointJson.Default.JobIdentity)
                ?? throw new JsonException("it holds null");
        }
        catch (JsonException fault)
        {
            throw new CheckpointException(
                $"The identity of the job in {store.Location} (job.json) is damaged: {CheckpointJson.ReasonOf(fault)}. Restore it from a copy; " +
                "without one, delete that file alone: the job then continues as a new instance.", fault);
        }

        if (identity.Format > JobIdentity.CurrentFormat)
        {
            throw new CheckpointException($"The identity of the job in {store.Location} (job.json) has format {identity.Format}; this version reads up to {JobIdentity.CurrentFormat}. Use the version that wrote it, or a newer one.");
        }

        return identity.Pipeline == pipeline
            ? identity
            : throw new CheckpointException($"{store.Location} holds the checkpoints of pipeline '{identity.Pipeline}', not of '{pipeline}'. Give each pipeline a directory of its own with --state.");
    }

    /// <summary>Allocates the next attempt, durably.</summary>
    /// <param name="known">The identity that was read.</param>
    /// <param name="least">The highest attempt in checkpoints: the next one is higher.</param>
    /// <param name="random">Generates the instance at the first start.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public async ValueTask<JobIdentity> StartAsync(JobIdentity? known, long least, RandomNumberGenerator random, CancellationToken cancellationToken)
    {
        var instance = known?.Instance ?? JobIdentity.DrawInstance(random);
        var identity = new JobIdentity(JobIdentity.CurrentFormat, pipeline, instance, Math.Max(known?.Attempt ?? 0, least) + 1) { RecordFailures = known?.RecordFailures };
        await WriteAsync(identity, cancellationToken);
        return identity;
    }

    /// <summary>Replaces the identity, durably.</summary>
    public ValueTask WriteAsync(JobIdentity identity, CancellationToken cancellationToken) =>
        store.WriteIdentityAsync(SealedJson.Seal(JsonSerializer.SerializeToUtf8Bytes(identity, CheckpointJson.Default.JobIdentity)), cancellationToken);
}
