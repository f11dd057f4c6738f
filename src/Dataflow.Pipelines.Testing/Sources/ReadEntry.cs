namespace Dataflow.Pipelines.Testing.Sources;

/// <summary>An entry of a chunk.</summary>
/// <param name="Split">Index of its split in the reader.</param>
/// <param name="Position">Its position in the split.</param>
/// <param name="Text">The entry as a text.</param>
internal readonly record struct ReadEntry(int Split, long Position, string Text);
