namespace Dataflow.Pipelines.Telemetry;

/// <summary>How much a node keeps in one of its states, all lanes together.</summary>
/// <param name="Node">The node.</param>
/// <param name="State">The state.</param>
/// <param name="Entries">Entries in memory.</param>
/// <param name="Bytes">Bytes of their tables, without what values refer to.</param>
/// <param name="ColdEntries">Entries elsewhere.</param>
/// <param name="ColdBytes">Bytes that those take there.</param>
internal readonly record struct StateMeasure(string Node, string State, long Entries, long Bytes, long ColdEntries, long ColdBytes);
