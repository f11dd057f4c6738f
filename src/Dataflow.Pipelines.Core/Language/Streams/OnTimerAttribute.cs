namespace Dataflow.Pipelines;

/// <summary>
/// The method that is called when a timer of an operator is due: <c>void T(DateTimeOffset at, ref TState state, ref Emitter&lt;TOut&gt; emit)</c>,
/// and <c>ref Timers timers</c> to set others. It belongs to the operator's node.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class OnTimerAttribute(string node) : Attribute
{
    /// <summary>The operator that sets the timers; use <c>nameof</c>.</summary>
    public string Node { get; } = node;
}
