namespace Dataflow.Pipelines;

/// <summary>
/// A node of a run that is a program: <c>[Process("python train.py --rank {{ pipeline.input.rank }}")] public partial ProcessTask&lt;Trained&gt; Train { get; }</c>. It has
/// completed when the program ends with exit code 0. With <see cref="ProcessTask{T}"/> the program writes its output as one JSON object on one line into the file that the
/// environment variable <c>DATAFLOW_RESULT_FILE</c> names. It is started at least once in each run that starts the node; <c>DATAFLOW_RUN_KEY</c> is the same in all attempts.
/// </summary>
/// <param name="command">
/// The program and its arguments, separated by white space. No shell reads them: quotes, single or double, keep white space together, and values in <c>{{ }}</c> are part of one
/// argument whatever they contain.
/// </param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class ProcessAttribute(string command) : Attribute
{
    /// <summary>The program and its arguments.</summary>
    public string Command { get; } = command;

    /// <summary>Variables of its environment besides those of the host, each as <c>"NAME=value"</c>; the values may be templates. Secrets belong here: arguments are visible to all users of the machine.</summary>
    public string[] Environment { get; init; } = [];

    /// <summary>The folder that it works in, which may be a template; that of the host where it is missing.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>The bytes of its output that are logged; 16 MiB where it is missing. What exceeds them is read and discarded.</summary>
    public int OutputLimit { get; init; }

    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>): the longest time of an attempt; no limit where it is missing.</summary>
    public string? Timeout { get; init; }

    /// <summary>Name of the pool whose slots its executions take; see <see cref="PoolAttribute"/>.</summary>
    public string? Pool { get; init; }

    /// <summary>Of executions that wait for a slot the one with the greatest number starts first.</summary>
    public int Priority { get; init; }
}
