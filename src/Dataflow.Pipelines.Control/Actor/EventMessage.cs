namespace Dataflow.Pipelines.Control.Actor;

/// <summary>An event in an inbox.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Payload">One JSON object.</param>
internal sealed record EventMessage(string Name, string Payload);
