namespace Dataflow.Pipelines;

/// <summary>A pool: its nodes together run at most a number of executions at a time, over all runs of the pipeline.</summary>
/// <param name="name">Name of the pool.</param>
/// <param name="slots">The number, at least 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class PoolAttribute(string name, int slots) : Attribute
{
    /// <summary>Name of the pool.</summary>
    public string Name { get; } = name;

    /// <summary>Executions that run at a time.</summary>
    public int Slots { get; } = slots;
}
