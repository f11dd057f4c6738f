namespace Dataflow.Pipelines.State;

/// <summary>How long the state of a key lives; from <see cref="StateTtlAttribute"/>.</summary>
/// <param name="Length">Above zero.</param>
/// <param name="Refresh">What resets it.</param>
/// <param name="Clock">The clock that measures it.</param>
public sealed record TtlPolicy(TimeSpan Length, StateRefresh Refresh = StateRefresh.OnWrite, StateClock Clock = StateClock.EventTime);
