using Dataflow.Pipelines.Generators.Features.Operators;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Features.Keyed;

/// <summary>The names of what a keyed node has by key: fields of its block, and what they hand out for the record at hand.</summary>
internal sealed class KeyedScope
{
    public KeyedScope(NodeModel node, OperatorModel signature, LocalNames locals)
    {
        var keyed = signature.Keyed;
        StateField = keyed.State is null ? null : locals.Take(node.Name + "States");
        TimersField = keyed.HasTimers ? locals.Take(node.Name + "Timers") : null;
        State = keyed.State is { } state ? locals.Take(state.Name) : "";
        Timers = keyed.HasTimers ? locals.Take(signature.Parameters[keyed.Timers[0]].Name) : "";
        ComparesWrites = keyed.ComparesWrites;
    }

    /// <summary>The field that holds the states, where there is a state.</summary>
    public string? StateField { get; }

    /// <summary>The field that holds the timers, where there are any.</summary>
    public string? TimersField { get; }

    /// <summary>The state of the key at hand.</summary>
    public string State { get; }

    /// <summary>The timers of the key at hand.</summary>
    public string Timers { get; }

    /// <summary>Whether the state must be settled after each call.</summary>
    public bool ComparesWrites { get; }
}
