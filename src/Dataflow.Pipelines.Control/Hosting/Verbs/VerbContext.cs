using System.CommandLine;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Graph;

namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary>What verbs work on.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Graph">Its control graph.</param>
/// <param name="FindStore">Finds its run store.</param>
internal sealed record VerbContext(PipelineDescriptor Pipeline, ControlGraph Graph, Func<ParseResult, RunStore> FindStore)
{
    /// <summary>Sends a command to the instance that owns the pipeline, and waits for its answer.</summary>
    /// <returns>The answer.</returns>
    /// <exception cref="VerbException">It was refused, or no instance has answered.</exception>
    public async Task<string> SendAsync(ParseResult parsed, ControlCommand command, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        await using var store = FindStore(parsed).Open(time);
        await store.OpenAsync(cancellationToken);
        if (await CommandSender.SendAsync(store, Pipeline.Id, command, Environment.UserName, time, static () => { }, cancellationToken) is { } answer)
        {
            return answer.IsDone ? answer.Text : throw new VerbException(answer.Text);
        }

        throw new VerbException($"no instance of '{Pipeline.Id}' has answered within {CommandSender.Patience.TotalSeconds:0} s. The command is in the inbox and is done when an instance runs ('run').");
    }

    /// <summary>Sends a command that counts from the next start on where no instance owns the pipeline: then no answer is waited for.</summary>
    /// <returns>The answer; null where no instance owns the pipeline.</returns>
    /// <exception cref="VerbException">It was refused, or the instance has not answered.</exception>
    public async Task<string?> RequestAsync(ParseResult parsed, ControlCommand command, CancellationToken cancellationToken)
    {
        await using (var store = FindStore(parsed).Open(TimeProvider.System))
        {
            await store.OpenAsync(cancellationToken);
            if (await store.ObserveAsync(Pipeline.Id, cancellationToken) is null)
            {
                await store.SendAsync(Pipeline.Id, CommandSender.Item(command, Environment.UserName), cancellationToken);
                return null;
            }
        }

        return await SendAsync(parsed, command, cancellationToken);
    }

    /// <summary>Reads what has happened.</summary>
    public async Task<T> ReadAsync<T>(ParseResult parsed, Func<IRunHistory, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var history = FindStore(parsed).OpenHistory();
        return await read(history);
    }
}
