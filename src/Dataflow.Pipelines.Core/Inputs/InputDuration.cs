using System.ComponentModel;
using Dataflow.Pipelines.Inputs;
using Dataflow.Pipelines.Syntax;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>Durations of nodes that come from inputs: generated code checks them when a job starts, as the compiler checks literals.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InputDuration
{
    /// <summary>The value, which must be longer than zero.</summary>
    /// <param name="value">The value of the input.</param>
    /// <param name="input">Id of the input.</param>
    /// <param name="node">Id of the node.</param>
    /// <param name="property">Name of the duration in the node's attribute.</param>
    /// <param name="isSensitive">Whether an error must not show the value.</param>
    /// <exception cref="InputException">It is zero or negative.</exception>
    public static TimeSpan Positive(TimeSpan value, string input, string node, string property, bool isSensitive = false) =>
        Expect(value, input, node, property, mayBeZero: false, isSensitive);

    /// <summary>The value, which must not be negative.</summary>
    /// <inheritdoc cref="Positive"/>
    /// <exception cref="InputException">It is negative.</exception>
    public static TimeSpan NotNegative(TimeSpan value, string input, string node, string property, bool isSensitive = false) =>
        Expect(value, input, node, property, mayBeZero: true, isSensitive);

    /// <summary>The error of a value that a node cannot have; <see langword="null"/> where it can.</summary>
    internal static InputException? FindFault(TimeSpan value, string input, string node, string property, bool mayBeZero, bool isSensitive) =>
        DurationFault.Of(value.Ticks, mayBeZero) is { } fault
            ? InputException.Saying(input, $"is {(isSensitive ? "a value that is not shown" : $"'{Duration.ToText(value)}'")}, which {property} of node '{node}' cannot be: {fault}.")
            : null;

    private static TimeSpan Expect(TimeSpan value, string input, string node, string property, bool mayBeZero, bool isSensitive) =>
        FindFault(value, input, node, property, mayBeZero, isSensitive) is { } fault ? throw fault : value;
}
