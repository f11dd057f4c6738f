using System.Text.Json;
using Dataflow.Pipelines.Control.Stores;

namespace Dataflow.Pipelines.Control.Actor;

/// <summary>Sends commands to the owner of a pipeline through its inbox, and waits for the answers.</summary>
internal static class CommandSender
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    /// <summary>How long an answer is waited for.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The item for a command.</summary>
    public static InboxItem Item(ControlCommand command, string who) =>
        new(InboxKind.Command, Guid.CreateVersion7().ToString("N"), JsonSerializer.Serialize(command, CommandJson.Default.ControlCommand), who);

    /// <summary>Sends a command.</summary>
    /// <param name="store">The store, which is open.</param>
    /// <param name="pipeline">Id of the pipeline.</param>
    /// <param name="command">The command.</param>
    /// <param name="who">Who asks.</param>
    /// <param name="time">The clock.</param>
    /// <param name="wake">Called when it is in the inbox.</param>
    /// <param name="cancellationToken">Cancels the access.</param>
    /// <returns>The answer; null where no instance has answered within <see cref="Patience"/>.</returns>
    public static async Task<InboxAnswer?> SendAsync(
        IRunStore store, string pipeline, ControlCommand command, string who, TimeProvider time, Action wake, CancellationToken cancellationToken)
    {
        var number = (await store.SendAsync(pipeline, Item(command, who), cancellationToken))!.Value;
        wake();
        for (var started = time.GetTimestamp(); time.GetElapsedTime(started) < Patience;)
        {
            if (await store.FindAnswerAsync(pipeline, number, cancellationToken) is { } answer)
            {
                return answer;
            }

            await Task.Delay(Period, time, cancellationToken);
        }

        return null;
    }
}
