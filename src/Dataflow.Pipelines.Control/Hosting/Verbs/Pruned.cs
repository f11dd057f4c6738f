using Dataflow.Pipelines.Control.Stores;

namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary>What is deleted, or would be.</summary>
internal sealed record Pruned(DateTimeOffset Before, bool IsDryRun, PruneCounts Deleted);
