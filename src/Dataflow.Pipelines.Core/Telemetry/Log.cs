using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines;

/// <summary>What the engine logs; one place, so that the wording is one.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Split {Source}[{Partition}] has gone to another reader.")]
    public static partial void SplitGone(this ILogger logger, string source, int partition);

    [LoggerMessage(2, LogLevel.Information, "Removed '{Path}': it is in no checkpoint.")]
    public static partial void RemovedUnlisted(this ILogger logger, string path);

    [LoggerMessage(3, LogLevel.Critical, "Checkpoint {Checkpoint} in {Location} is damaged: {Reason}.")]
    public static partial void DamagedManifest(this ILogger logger, long checkpoint, string location, string reason);

    [LoggerMessage(4, LogLevel.Information, "Pipeline '{Pipeline}' starts at checkpoint {Checkpoint} of {Location}, attempt {Attempt}.")]
    public static partial void Starts(this ILogger logger, string pipeline, long checkpoint, string location, long attempt);

    [LoggerMessage(5, LogLevel.Debug, "Checkpoint {Checkpoint} is durable after {Milliseconds:0} ms.")]
    public static partial void Committed(this ILogger logger, long checkpoint, double milliseconds);

    [LoggerMessage(6, LogLevel.Error, "Pipeline '{Pipeline}' stops: node '{Node}' failed.")]
    public static partial void Faulted(this ILogger logger, Exception fault, string pipeline, string node);

    [LoggerMessage(7, LogLevel.Warning, "The service of '{Node}' was not told of the committed positions: {Reason} They are in the checkpoint; the next one tells it again.")]
    public static partial void PositionsNotTold(this ILogger logger, string node, string reason);

    [LoggerMessage(8, LogLevel.Warning, "Block '{Node}' did not stop in time.")]
    public static partial void SlowStop(this ILogger logger, string node);

    [LoggerMessage(9, LogLevel.Critical, "The job goes back to checkpoint {Checkpoint} in {Location}, of {At:u}, as it was told to: what came after is read again, and what sinks have made visible since is there twice.")]
    public static partial void FallsBack(this ILogger logger, long checkpoint, string location, DateTimeOffset at);

    [LoggerMessage(10, LogLevel.Warning, "'{Path}' is visible already, by a later checkpoint than the one that the job starts from. It stays.")]
    public static partial void AlreadyVisible(this ILogger logger, string path);

    [LoggerMessage(12, LogLevel.Warning, "{Location} has checkpoints but no job.json: the job goes on as another instance. Files that the earlier one has left unfinished stay where they are.")]
    public static partial void IdentityLost(this ILogger logger, string location);

    [LoggerMessage(13, LogLevel.Warning, "No checkpoint is complete since {Elapsed} ago, although one is due each {Interval}: {Cause}.")]
    public static partial void CheckpointOverdue(this ILogger logger, string elapsed, string interval, string cause);

    [LoggerMessage(11, LogLevel.Warning, "'{Node}' has thrown for record {Place}; it is skipped, as OnError = Skip says. Rejected so far in this lane: {Count}.")]
    public static partial void Skipped(this ILogger logger, Exception fault, string node, string place, long count);

    [LoggerMessage(14, LogLevel.Warning, "Pipeline '{Pipeline}' starts again from checkpoint {Checkpoint} in {Seconds:0.0} s, after {Failures} failures in a row: {Reason}")]
    public static partial void Restarts(this ILogger logger, string pipeline, long checkpoint, double seconds, int failures, string reason);

    [LoggerMessage(15, LogLevel.Warning, "Pipeline '{Pipeline}' could not start again yet; the next try is in {Seconds:0.0} s: {Reason}")]
    public static partial void NotRestarted(this ILogger logger, string pipeline, double seconds, string reason);

    [LoggerMessage(19, LogLevel.Critical, "Pipeline '{Pipeline}' is given up after {Failures} failures: its restart policy allows {Policy}.")]
    public static partial void GivesUp(this ILogger logger, string pipeline, int failures, string policy);

    [LoggerMessage(20, LogLevel.Warning, "Pipeline '{Pipeline}' could not keep which records have failed it: {Reason} They may fail it more often than RejectAfter says.")]
    public static partial void FailuresNotKept(this ILogger logger, string pipeline, string reason);

    [LoggerMessage(16, LogLevel.Warning, "{Source}[{Partition}] comes from a reader that had seen it up to {Latest:u}; the watermark here is {Watermark:u} and does not go back: its records in between are late. They are counted as behind_after_move.")]
    public static partial void SplitBehind(this ILogger logger, string source, int partition, DateTimeOffset latest, DateTimeOffset watermark);

    [LoggerMessage(17, LogLevel.Warning, "{Place} has made no progress for {Elapsed}; batches that wait: {Batches}; cause: {Cause}.")]
    public static partial void Stalls(this ILogger logger, string place, string elapsed, int batches, string cause);

    [LoggerMessage(18, LogLevel.Information, "'{Node}', lane {Lane}, makes progress again.")]
    public static partial void GoesOn(this ILogger logger, string node, int lane);
}
