using Dataflow.Pipelines.Generators.Features.Operators;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Features.Keyed;

/// <summary>The names of the keyed parts of a node: fields of its block, and locals for the current record.</summary>
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

    /// <summary>The field that holds the states, or null without a state.</summary>
    public string? StateField { get; }

    /// <summary>The field that holds the timers, or null without timers.</summary>
    public string? TimersField { get; }

    /// <summary>The state of the current key.</summary>
    public string State { get; }

    /// <summary>The timers of the current key.</summary>
    public string Timers { get; }

    /// <summary>Whether the state must be settled after each call.</summary>
    public bool ComparesWrites { get; }
}
