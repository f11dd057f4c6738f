namespace Dataflow.Pipelines.Storage;

/// <summary>A stream that a store opened, and how to make what was written to it durable.</summary>
/// <param name="Stream">Where bytes go.</param>
/// <param name="SyncAsync">Flushes and makes them durable, off the lane where that takes time.</param>
public sealed record DurableStream(Stream Stream, Func<CancellationToken, ValueTask> SyncAsync);
