namespace Dataflow.Pipelines.Tests.Support;

/// <summary>Tests that look at something of the whole process, the console or the heap: nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
