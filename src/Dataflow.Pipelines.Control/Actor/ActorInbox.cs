using System.Text.Json;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Logic;
using Dataflow.Pipelines.Control.Stores;

namespace Dataflow.Pipelines.Control.Actor;

/// <summary>Takes what is asked of the pipeline from outside. An item is removed from the inbox together with the changes that it caused: it is taken exactly once.</summary>
internal sealed class ActorInbox(IRunStore store, string pipeline, ControlLogic logic, ActorOptions options)
{
    /// <summary>The answers that are not durable yet.</summary>
    public List<InboxAnswer> Answers { get; } = [];

    /// <summary>Decides the oldest items that are not answered.</summary>
    /// <returns>Whether there may be more.</returns>
    public async Task<bool> ReceiveAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Numbers become visible in the order in which their transactions end: no item may be passed over because a later one was taken. After a fault of the store, the answers
        // that were decided before it are not durable yet.
        var taken = Answers is [.., var last] ? last.Number : 0;
        var items = await store.ReceiveAsync(pipeline, taken, options.BatchSize, cancellationToken);
        foreach (var (number, item) in items)
        {
            Answers.Add(await DecideAsync(now, number, item, cancellationToken));
        }

        return items.Count == options.BatchSize;
    }

    private async Task<InboxAnswer> DecideAsync(DateTimeOffset now, long number, InboxItem item, CancellationToken cancellationToken)
    {
        try
        {
            if (item.Kind == InboxKind.Event)
            {
                var sent = JsonSerializer.Deserialize(item.Body, CommandJson.Default.EventMessage) ?? throw new JsonException("null");
                EventPayload.Parse(sent.Payload);
                logic.Publish(now, sent.Name, sent.KeyOf(item), sent.Payload);
                return new InboxAnswer(number, IsDone: true, "");
            }

            var command = JsonSerializer.Deserialize(item.Body, CommandJson.Default.ControlCommand) ?? throw new JsonException("null");
            if (command is RetryNode { Run: var run } && !logic.State.RunsById.ContainsKey(run))
            {
                logic.ReplayEnded(await store.LoadRunAsync(pipeline, run, cancellationToken));
            }

            if (command is DecideApproval decision && !logic.State.RunsById.ContainsKey(decision.Run) && await PastAsync(decision, cancellationToken) is { } past)
            {
                return new InboxAnswer(number, IsDone: false, past);
            }

            if (command is SetInput or RotateInputs)
            {
                // With a key that was added after the start, perhaps.
                options.Inputs?.ReloadKeys();
            }

            var text = "";
            logic.Do(now, commands => text = command.Do(commands, item.Who));
            return new InboxAnswer(number, IsDone: true, text);
        }
        catch (Exception fault) when (fault is CommandException or FormatException or JsonException)
        {
            return new InboxAnswer(number, IsDone: false, fault is JsonException ? "It cannot be read: " + fault.Message : fault.Message);
        }
    }

    // How the approval of a run that has ended was decided. Its last changes may not be durable yet.
    private async Task<string?> PastAsync(DecideApproval decision, CancellationToken cancellationToken)
    {
        var changes = await store.LoadRunAsync(pipeline, decision.Run, cancellationToken);
        return ApprovalText.Past([.. changes, .. logic.Changes.Where(change => change.RunId == decision.Run)], decision.Node);
    }
}
