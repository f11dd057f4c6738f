namespace Dataflow.Pipelines;

/// <summary>
/// A node of a run whose body is the method: <c>Task&lt;T&gt; M(...)</c>, where <c>T</c> is a <see cref="RecordAttribute"/> struct, its output, or <c>Task M(...)</c>. The method
/// takes a <c>RunContext</c>, a <see cref="CancellationToken"/>, outputs by <see cref="FromAttribute"/> and values by <see cref="ValueAttribute"/>. It is called at least once in
/// each run that starts it.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class TaskAttribute : Attribute
{
    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>): the longest time of an attempt; no limit where it is missing.</summary>
    public string? Timeout { get; init; }

    /// <summary>Name of the pool whose slots its executions take; see <see cref="PoolAttribute"/>.</summary>
    public string? Pool { get; init; }

    /// <summary>Of executions that wait for a slot the one with the greatest number starts first.</summary>
    public int Priority { get; init; }
}
