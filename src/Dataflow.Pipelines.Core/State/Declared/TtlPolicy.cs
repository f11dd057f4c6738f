namespace Dataflow.Pipelines.State;

/// <summary>How long the state of a key lives; from <see cref="StateTtlAttribute"/>.</summary>
/// <param name="Length">Above zero.</param>
/// <param name="Refresh">What begins the span anew.</param>
/// <param name="Clock">The time that the span is measured in.</param>
public sealed record TtlPolicy(TimeSpan Length, StateRefresh Refresh = StateRefresh.OnWrite, StateClock Clock = StateClock.EventTime);
