using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines;

/// <summary>The log messages of the engine, in one place, so that their wording is consistent.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Split {Source}[{Partition}] is assigned to another reader now.")]
    public static partial void SplitGone(this ILogger logger, string source, int partition);

    [LoggerMessage(2, LogLevel.Information, "Deleted '{Path}': no checkpoint contains it.")]
    public static partial void RemovedUnlisted(this ILogger logger, string path);

    [LoggerMessage(3, LogLevel.Critical, "Checkpoint {Checkpoint} in {Location} is damaged: {Reason}.")]
    public static partial void DamagedManifest(this ILogger logger, long checkpoint, string location, string reason);

    [LoggerMessage(4, LogLevel.Information, "Pipeline '{Pipeline}' starts at checkpoint {Checkpoint} of {Location}, attempt {Attempt}.")]
    public static partial void Starts(this ILogger logger, string pipeline, long checkpoint, string location, long attempt);

    [LoggerMessage(5, LogLevel.Debug, "Checkpoint {Checkpoint} is durable after {Milliseconds:0} ms.")]
    public static partial void Committed(this ILogger logger, long checkpoint, double milliseconds);

    [LoggerMessage(6, LogLevel.Error, "Pipeline '{Pipeline}' stops: node '{Node}' failed.")]
    public static partial void Faulted(this ILogger logger, Exception fault, string pipeline, string node);

    [LoggerMessage(7, LogLevel.Warning, "'{Node}' could not report its committed positions to its service: {Reason} The checkpoint contains them; the next checkpoint reports them again.")]
    public static partial void PositionsNotTold(this ILogger logger, string node, string reason);

    [LoggerMessage(8, LogLevel.Warning, "Block '{Node}' did not stop in time.")]
    public static partial void SlowStop(this ILogger logger, string node);

    [LoggerMessage(9, LogLevel.Critical, "The job starts from checkpoint {Checkpoint} in {Location}, of {At:u}, and not from the newest, as requested: records after it are read again, and rows that sinks have committed since then are duplicated.")]
    public static partial void FallsBack(this ILogger logger, long checkpoint, string location, DateTimeOffset at);

    [LoggerMessage(10, LogLevel.Warning, "'{Path}' was committed by a later checkpoint than the one that the job starts from. It is kept.")]
    public static partial void AlreadyVisible(this ILogger logger, string path);

    [LoggerMessage(12, LogLevel.Warning, "{Location} contains checkpoints but no job.json: the job continues as a new instance. Pending files of the earlier instance are not deleted.")]
    public static partial void IdentityLost(this ILogger logger, string location);

    [LoggerMessage(13, LogLevel.Warning, "No checkpoint has completed for {Elapsed}; the interval is {Interval}. Cause: {Cause}.")]
    public static partial void CheckpointOverdue(this ILogger logger, string elapsed, string interval, string cause);

    [LoggerMessage(11, LogLevel.Warning, "'{Node}' threw at record {Place}; the record is skipped (OnError = Skip). Skipped in this lane so far: {Count}.")]
    public static partial void Skipped(this ILogger logger, Exception fault, string node, string place, long count);

    [LoggerMessage(14, LogLevel.Warning, "Pipeline '{Pipeline}' restarts from checkpoint {Checkpoint} in {Seconds:0.0} s (failures in a row: {Failures}): {Reason}")]
    public static partial void Restarts(this ILogger logger, string pipeline, long checkpoint, double seconds, int failures, string reason);

    [LoggerMessage(15, LogLevel.Warning, "Pipeline '{Pipeline}' could not be restarted; next attempt in {Seconds:0.0} s: {Reason}")]
    public static partial void NotRestarted(this ILogger logger, string pipeline, double seconds, string reason);

    [LoggerMessage(19, LogLevel.Critical, "Pipeline '{Pipeline}' is not restarted after {Failures} failures: its restart policy allows {Policy}.")]
    public static partial void GivesUp(this ILogger logger, string pipeline, int failures, string policy);

    [LoggerMessage(20, LogLevel.Warning, "Pipeline '{Pipeline}' could not store the failure counts of its records: {Reason} A record may fail the job more often than RejectAfter allows.")]
    public static partial void FailuresNotKept(this ILogger logger, string pipeline, string reason);

    [LoggerMessage(16, LogLevel.Warning, "{Source}[{Partition}] was assigned from a reader that had read it up to event time {Latest:u}; the watermark of this lane is {Watermark:u} and never decreases: records in between are late. They are counted as behind_after_move.")]
    public static partial void SplitBehind(this ILogger logger, string source, int partition, DateTimeOffset latest, DateTimeOffset watermark);

    [LoggerMessage(17, LogLevel.Warning, "{Place} has made no progress for {Elapsed}; batches that wait: {Batches}; cause: {Cause}.")]
    public static partial void Stalls(this ILogger logger, string place, string elapsed, int batches, string cause);

    [LoggerMessage(18, LogLevel.Information, "'{Node}', lane {Lane}, makes progress again.")]
    public static partial void GoesOn(this ILogger logger, string node, int lane);
}
