namespace Dataflow.Pipelines.Blocks;

/// <summary>A message and the input that it came in by.</summary>
internal readonly record struct Envelope(int Input, Message Message);
