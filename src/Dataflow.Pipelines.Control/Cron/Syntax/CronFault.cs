namespace Dataflow.Pipelines.Control.Cron.Syntax;

/// <summary>Where and why a cron expression cannot be read. Callers of the parser convert it to an error of their own.</summary>
internal sealed class CronFault(int start, int length, string problem) : Exception(problem)
{
    /// <summary>First character of the text that it is about.</summary>
    public int Start => start;

    /// <summary>Number of characters.</summary>
    public int Length => length;
}
