using System.ComponentModel;
using Dataflow.Pipelines.Control.Processes;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>The attempt of a process node. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ProcessNode
{
    /// <summary>Runs a program that writes a record to its end.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="command">The program, which has a record.</param>
    /// <param name="run">The run and the attempt.</param>
    /// <param name="cancellationToken">Ends the program and all that it has started.</param>
    /// <returns>The record with all its members, as one JSON object in UTF-8.</returns>
    /// <exception cref="Control.ProcessFailedException">The program cannot be started, has failed, or has written no such record.</exception>
    public static async Task<ReadOnlyMemory<byte>> RunAsync<T>(ProcessCommand command, RunContext run, CancellationToken cancellationToken)
        where T : struct, IRecord<T>
    {
        var json = await RunAsync(command, run, cancellationToken);
        return T.TryReadJson(json.Span, new JsonDecoder(), out var record, out var reason)
            ? OutputJson.Write(record)
            : throw ResultFile.Fault(command, $"has written to it what is no {typeof(T).Name} ({reason})", json.Span);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="command">The program.</param>
    /// <param name="run">The run and the attempt.</param>
    /// <param name="cancellationToken">Ends the program and all that it has started.</param>
    /// <returns>The result record: one JSON object in UTF-8; empty where none is expected.</returns>
    /// <exception cref="Control.ProcessFailedException">The program cannot be started, has failed, or has written no valid result.</exception>
    public static Task<ReadOnlyMemory<byte>> RunAsync(ProcessCommand command, RunContext run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(run);
        return new ProcessRunner(run.Services.GetService(typeof(ProcessOptions)) as ProcessOptions ?? new()).RunAsync(command, run, cancellationToken);
    }
}
