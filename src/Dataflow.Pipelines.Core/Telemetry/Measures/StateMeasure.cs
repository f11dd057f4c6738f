namespace Dataflow.Pipelines.Telemetry;

/// <summary>The size of one state of a node, over all lanes.</summary>
/// <param name="Node">The node.</param>
/// <param name="State">The state.</param>
/// <param name="Entries">Entries in memory.</param>
/// <param name="Bytes">Bytes of their tables, without the objects that values refer to.</param>
/// <param name="ColdEntries">Entries that are not in memory.</param>
/// <param name="ColdBytes">Bytes of those entries in the store.</param>
internal readonly record struct StateMeasure(string Node, string State, long Entries, long Bytes, long ColdEntries, long ColdBytes);
