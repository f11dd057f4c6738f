namespace Dataflow.Pipelines.Connectors;

/// <summary>A split of a lane and its reading method.</summary>
/// <param name="Feed">The feed that the reading method receives.</param>
/// <param name="Split">The split.</param>
/// <param name="ReadAsync">The reading method; its token ends it.</param>
internal sealed record FeedReading(SourceFeed Feed, SourceSplit Split, Func<CancellationToken, Task> ReadAsync);
