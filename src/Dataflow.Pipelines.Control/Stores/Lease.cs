namespace Dataflow.Pipelines.Control.Stores;

/// <summary>The right to write a pipeline's journal.</summary>
/// <param name="Pipeline">The pipeline's id.</param>
/// <param name="Owner">The instance.</param>
/// <param name="Token">Greater than that of every earlier lease: an append with an older one is refused.</param>
internal sealed record Lease(string Pipeline, string Owner, long Token);
