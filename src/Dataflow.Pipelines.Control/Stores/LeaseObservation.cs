namespace Dataflow.Pipelines.Control.Stores;

/// <summary>What another instance sees of a lease. It is compared, never subtracted: clocks of two machines need not agree.</summary>
/// <param name="Owner">The instance that has it.</param>
/// <param name="Token">Its token.</param>
/// <param name="Beat">Counts its renewals.</param>
internal sealed record LeaseObservation(string Owner, long Token, long Beat);
