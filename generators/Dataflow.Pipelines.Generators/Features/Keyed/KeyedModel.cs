using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Keyed;

/// <summary>The state and timers of an operator, by key.</summary>
/// <param name="States">Its states, in the order of their parameters; more than one is an error.</param>
/// <param name="Timers">Positions of the parameters that are its timers; more than one is an error.</param>
/// <param name="Ttl">How long a state lives.</param>
internal sealed record KeyedModel(EquatableArray<StateModel> States, EquatableArray<int> Timers, TtlModel? Ttl)
{
    public static KeyedModel None { get; } = new(EquatableArray<StateModel>.Empty, EquatableArray<int>.Empty, null);

    /// <summary>Whether it has a state or timers, and so a keyed block.</summary>
    public bool IsStateful => States.Count > 0 || HasTimers;

    public bool HasTimers => Timers.Count > 0;

    /// <summary>The state, or null.</summary>
    public StateModel? State => States.Count > 0 ? States[0] : null;

    /// <summary>Whether calls that change the value must be distinguished from calls that do not.</summary>
    public bool ComparesWrites => States.Count > 0 && Ttl is { Refresh: "OnWrite" };
}
