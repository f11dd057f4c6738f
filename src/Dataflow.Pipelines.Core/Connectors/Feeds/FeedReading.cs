namespace Dataflow.Pipelines.Connectors;

/// <summary>A split of a lane with what reads it.</summary>
/// <param name="Feed">The hand that the reading method is given.</param>
/// <param name="Split">What is read.</param>
/// <param name="ReadAsync">The reading method; its token ends it.</param>
internal sealed record FeedReading(SourceFeed Feed, SourceSplit Split, Func<CancellationToken, Task> ReadAsync);
