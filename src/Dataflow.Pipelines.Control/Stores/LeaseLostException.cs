namespace Dataflow.Pipelines.Control.Stores;

/// <summary>Another instance has taken the lease of the pipeline. Nothing was written.</summary>
internal sealed class LeaseLostException(string pipeline) : Exception($"Another instance has taken over pipeline '{pipeline}'.");
