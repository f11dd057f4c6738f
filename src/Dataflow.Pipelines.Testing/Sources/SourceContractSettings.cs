namespace Dataflow.Pipelines.Testing.Sources;

/// <summary>What the author of a source has said of it.</summary>
/// <param name="Limit">How long nothing may happen where something must.</param>
/// <param name="Ends">Whether the source ends by itself.</param>
/// <param name="Entries">Entries that a rule reads.</param>
/// <param name="Restarts">How often a rule stops the source and starts it again.</param>
/// <param name="Splits">Splits of the source.</param>
/// <param name="MovesSplits">Whether splits move between lanes while it reads.</param>
internal sealed record SourceContractSettings(TimeSpan Limit, bool Ends, int Entries, int Restarts, int Splits, bool MovesSplits);
