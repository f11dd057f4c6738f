namespace Dataflow.Pipelines.Tests.State;

/// <summary>The state of a user in these tests.</summary>
internal readonly record struct Visits(long Count, string? Last);
