namespace Dataflow.Pipelines.Tests.Support;

/// <summary>Tests that observe the complete process, its console or its heap: no other test runs in parallel.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
