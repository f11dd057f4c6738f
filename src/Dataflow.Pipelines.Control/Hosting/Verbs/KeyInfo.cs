namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary>A new key for stored inputs.</summary>
internal sealed record KeyInfo(string KeyId, string File);
