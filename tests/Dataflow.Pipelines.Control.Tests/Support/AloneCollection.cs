namespace Dataflow.Pipelines.Control.Tests.Support;

/// <summary>Tests that measure the complete process, its heap: no other test runs in parallel.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
