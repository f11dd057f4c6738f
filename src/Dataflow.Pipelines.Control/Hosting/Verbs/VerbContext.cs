using System.CommandLine;
using System.Text.Json;
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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    /// <summary>Sends a command to the instance that owns the pipeline, and waits for its answer.</summary>
    /// <returns>The answer.</returns>
    /// <exception cref="VerbException">It was refused, or no instance has answered.</exception>
    public async Task<string> SendAsync(ParseResult parsed, ControlCommand command, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        await using var store = FindStore(parsed).Open(time);
        await store.OpenAsync(cancellationToken);
        var item = new InboxItem(InboxKind.Command, Guid.CreateVersion7().ToString("N"), JsonSerializer.Serialize(command, CommandJson.Default.ControlCommand), Environment.UserName);
        var number = (await store.SendAsync(Pipeline.Id, item, cancellationToken))!.Value;
        for (var started = time.GetTimestamp(); time.GetElapsedTime(started) < Patience;)
        {
            if (await store.FindAnswerAsync(Pipeline.Id, number, cancellationToken) is { } answer)
            {
                return answer.IsDone ? answer.Text : throw new VerbException(answer.Text);
            }

            await Task.Delay(Period, time, cancellationToken);
        }

        throw new VerbException($"no instance of '{Pipeline.Id}' has answered within {Patience.TotalSeconds:0} s. The command is in the inbox and is done when an instance runs ('run').");
    }

    /// <summary>Reads what has happened.</summary>
    public async Task<T> ReadAsync<T>(ParseResult parsed, Func<IRunHistory, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var history = FindStore(parsed).OpenHistory();
        return await read(history);
    }
}
