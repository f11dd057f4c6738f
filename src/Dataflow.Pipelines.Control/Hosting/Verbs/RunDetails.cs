using Dataflow.Pipelines.Control.Stores;

namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary>A run with its executions.</summary>
internal sealed record RunDetails(RunInfo Run, IReadOnlyList<ExecutionInfo> Executions, IReadOnlyList<AuditInfo> Audit);
