namespace Dataflow.Pipelines.State;

/// <summary>The size of a state of a lane.</summary>
/// <param name="Entries">Entries in memory; some of them may be gone or have expired.</param>
/// <param name="Bytes">Bytes of the tables in memory, without the objects that values refer to.</param>
/// <param name="ColdEntries">Entries that are not in memory.</param>
/// <param name="ColdBytes">Bytes of those entries in the store.</param>
public readonly record struct StateSize(long Entries, long Bytes, long ColdEntries, long ColdBytes);
