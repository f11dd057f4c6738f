namespace Dataflow.Pipelines.Storage;

/// <summary>A stream that a store opened, and the function that makes the bytes written to it durable.</summary>
/// <param name="Stream">Receives the bytes.</param>
/// <param name="SyncAsync">Flushes and makes them durable, off the lane where that takes time.</param>
public sealed record DurableStream(Stream Stream, Func<CancellationToken, ValueTask> SyncAsync);
