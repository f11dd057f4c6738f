namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>Where and why a trigger cannot be read. Stays inside this room: the parser's callers get it as a value.</summary>
internal sealed class TriggerFault(int start, int length, string problem, bool isCron = false) : Exception(problem)
{
    /// <summary>First character of the text that it is about.</summary>
    public int Start => start;

    /// <summary>Number of characters.</summary>
    public int Length => length;

    /// <summary>Whether a cron expression is at fault.</summary>
    public bool IsCron => isCron;
}
