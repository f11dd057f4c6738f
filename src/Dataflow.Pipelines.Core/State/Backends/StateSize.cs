namespace Dataflow.Pipelines.State;

/// <summary>How much there is of a state of a lane.</summary>
/// <param name="Entries">Entries in memory; some of them may be gone or have expired.</param>
/// <param name="Bytes">Bytes of the tables in memory, without what values refer to.</param>
/// <param name="ColdEntries">Entries that are not in memory.</param>
/// <param name="ColdBytes">Bytes that those take where they are.</param>
public readonly record struct StateSize(long Entries, long Bytes, long ColdEntries, long ColdBytes);
