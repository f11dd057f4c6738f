namespace Dataflow.Pipelines.Control.Journal;

/// <summary>A disjunct in a snapshot.</summary>
/// <param name="Node">Id of its node.</param>
/// <param name="Entry">Index of the disjunct when the snapshot was taken.</param>
/// <param name="Events">The events whose latches are set.</param>
internal sealed record LatchedDisjunct(string Node, int Entry, IReadOnlyList<string> Events);
