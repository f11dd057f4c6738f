namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary>A verb could not do what it was asked for.</summary>
internal sealed class VerbException(string message) : Exception(message);
