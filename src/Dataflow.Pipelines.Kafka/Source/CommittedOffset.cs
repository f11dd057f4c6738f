namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>An offset of a consumer group.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Next">The next offset to read; negative where none is committed.</param>
/// <param name="Note">The job that committed it; <see langword="null"/> where it was not a pipeline.</param>
internal readonly record struct CommittedOffset(int Partition, long Next, CommitNote? Note);
