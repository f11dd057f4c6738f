namespace Dataflow.Pipelines.Blocks;

/// <summary>A message and the input that received it.</summary>
internal readonly record struct Envelope(int Input, Message Message);
