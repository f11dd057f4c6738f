namespace Dataflow.Pipelines.Testing.State;

/// <summary>The state of a user.</summary>
internal readonly record struct Visits(long Count, string? Last);
