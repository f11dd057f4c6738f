namespace Dataflow.Pipelines;

/// <summary>The run and the attempt that a task belongs to. A task's effects happen at least once: <see cref="Key"/> makes them recognizable.</summary>
public sealed class RunContext
{
    internal RunContext(string runId, DateTimeOffset logicalTime, string node, int number, int attempt, IServiceProvider services)
    {
        RunId = runId;
        LogicalTime = logicalTime;
        Node = node;
        Number = number;
        Attempt = attempt;
        Services = services;
    }

    /// <summary>Id of the run.</summary>
    public string RunId { get; }

    /// <summary>The instant that the run stands for, the same in all attempts: of a schedule its firing, with the offset of its time zone.</summary>
    public DateTimeOffset LogicalTime { get; }

    /// <summary>Id of the node.</summary>
    public string Node { get; }

    /// <summary>Counts the executions of the node in the run, from 1.</summary>
    public int Number { get; }

    /// <summary>Counts the attempts of the execution, from 1.</summary>
    public int Attempt { get; }

    /// <summary>The services of the host.</summary>
    public IServiceProvider Services { get; }

    /// <summary>Identifies the execution in other systems: the same in all of its attempts.</summary>
    public string Key => Number == 1 ? $"{RunId}/{Node}" : $"{RunId}/{Node}#{Number}";
}
