namespace Dataflow.Pipelines.Control.Triggers;

/// <summary>A latch that an event sets.</summary>
/// <param name="Entry">Index of the disjunct in the layout.</param>
/// <param name="Word">Index of the word.</param>
/// <param name="Bit">The bit in the word.</param>
internal readonly record struct Listener(int Entry, int Word, ulong Bit);
