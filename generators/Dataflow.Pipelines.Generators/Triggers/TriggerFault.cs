namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>Where and why a trigger cannot be parsed. Not thrown outside this folder: callers of the parser get it as a value.</summary>
internal sealed class TriggerFault(int start, int length, string problem, bool isCron = false) : Exception(problem)
{
    /// <summary>First character of the text that it is about.</summary>
    public int Start => start;

    /// <summary>Number of characters.</summary>
    public int Length => length;

    /// <summary>Whether the fault is in a cron expression.</summary>
    public bool IsCron => isCron;
}
