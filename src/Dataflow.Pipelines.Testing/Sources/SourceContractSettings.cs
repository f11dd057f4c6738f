namespace Dataflow.Pipelines.Testing.Sources;

/// <summary>The settings of a source's contract, from its author.</summary>
/// <param name="Limit">How long to wait for an expected event.</param>
/// <param name="Ends">Whether the source ends by itself.</param>
/// <param name="Entries">Number of entries that a rule reads.</param>
/// <param name="Restarts">How often a rule stops the source and starts it again.</param>
/// <param name="Splits">Splits of the source.</param>
/// <param name="MovesSplits">Whether splits move between lanes while it reads.</param>
internal sealed record SourceContractSettings(TimeSpan Limit, bool Ends, int Entries, int Restarts, int Splits, bool MovesSplits);
