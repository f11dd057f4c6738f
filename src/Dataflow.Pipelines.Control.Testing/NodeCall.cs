namespace Dataflow.Pipelines.Control.Testing;

/// <summary>An attempt at a node whose work a test has replaced.</summary>
public sealed class NodeCall
{
    private readonly Func<string, string?> _outputOf;

    internal NodeCall(RunContext run, Func<string, string?> outputOf, CancellationToken stop) => (Run, Stop, _outputOf) = (run, stop, outputOf);

    /// <summary>The run and the attempt.</summary>
    public RunContext Run { get; }

    /// <summary>Signals that the attempt is to stop: its time is over, a trigger stops it, or its run was cancelled.</summary>
    public CancellationToken Stop { get; }

    /// <summary>The output of another node in the same run.</summary>
    /// <typeparam name="T">Its record type.</typeparam>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="ControlTestException">It has not completed in this run, or its output is another record.</exception>
    public T Output<T>(string node)
        where T : struct, IRecord<T> =>
        OutputReader.Read<T>(_outputOf(node), $"'{node}' in run '{Run.RunId}'");
}
