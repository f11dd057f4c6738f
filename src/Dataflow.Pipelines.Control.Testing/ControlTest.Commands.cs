using System.Text;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Hosting;

namespace Dataflow.Pipelines.Control.Testing;

/// <content>Events, and what people ask for.</content>
public sealed partial class ControlTest
{
    /// <summary>Publishes an event from outside.</summary>
    /// <param name="name">Its name, which the class declares with <see cref="ExternalEventAttribute"/>.</param>
    /// <param name="payload">One JSON object.</param>
    /// <param name="key">Idempotency key: of several events with one name and one key only the first is taken. Null: no other event has its key.</param>
    /// <returns>Whether the event is new.</returns>
    /// <exception cref="ArgumentException">The class does not declare the event, or the payload is no JSON object.</exception>
    public Task<bool> PublishAsync(string name, string payload = "{}", string? key = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(payload);
        if (!_world.Descriptor.ExternalEvents.Contains(name))
        {
            throw new ArgumentException(PipelineEvents.Unknown(name, _world.Descriptor.ExternalEvents), nameof(name));
        }

        try
        {
            EventPayload.Parse(payload);
        }
        catch (FormatException fault)
        {
            throw new ArgumentException(fault.Message, nameof(payload), fault);
        }

        return DoAsync(() => _world.Publish(name, payload, key));
    }

    /// <summary>Opens a run by hand.</summary>
    /// <param name="logicalTime">The instant that it stands for; null: now.</param>
    /// <param name="parameters">Values of inputs that differ from the stored ones.</param>
    /// <param name="nodes">The nodes that it starts with, by <c>nameof</c> or id; none: those that open runs.</param>
    /// <returns>The run.</returns>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="CommandException">It was refused.</exception>
    public Task<TestRun> StartRunAsync(DateTimeOffset? logicalTime = null, IReadOnlyDictionary<string, string>? parameters = null, params IReadOnlyList<string> nodes)
    {
        var ids = nodes.Select(RunNode).ToList();
        return DoAsync(() => _world.History.Run(_world.Send(new StartRun(logicalTime, ids, parameters ?? new Dictionary<string, string>()), Person)));
    }

    /// <summary>Cancels a run: what is active is stopped, what waits does not start.</summary>
    /// <param name="run">The run.</param>
    /// <param name="why">The reason.</param>
    /// <exception cref="CommandException">It was refused.</exception>
    public Task CancelAsync(TestRun run, string why = "") => SendAsync(new CancelRun(IdOf(run), why));

    /// <summary>Starts a node of a run again, and after it whatever its events start. The run may have ended.</summary>
    /// <param name="run">The run.</param>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <param name="why">The reason.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="CommandException">It was refused.</exception>
    public Task RetryAsync(TestRun run, string node, string why = "") => SendAsync(new RetryNode(IdOf(run), RunNode(node), why));

    /// <summary>Skips a node of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <param name="why">The reason.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="CommandException">It was refused.</exception>
    public Task SkipAsync(TestRun run, string node, string why = "") => SendAsync(new SkipNode(IdOf(run), RunNode(node), why));

    /// <summary>Marks a node that has failed for good as completed, without an output.</summary>
    /// <param name="run">The run, which is open.</param>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="CommandException">It was refused.</exception>
    public Task CompleteAsync(TestRun run, string node) => CompleteAsync(run, node, "");

    /// <summary>Marks a node that has failed for good as completed, without an output.</summary>
    /// <param name="run">The run, which is open.</param>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <param name="why">The reason.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="CommandException">It was refused.</exception>
    public Task CompleteAsync(TestRun run, string node, string why) => SendAsync(new MarkCompleted(IdOf(run), RunNode(node), "", why));

    /// <summary>Marks a node that has failed for good as completed.</summary>
    /// <typeparam name="T">The record type of its output.</typeparam>
    /// <param name="run">The run, which is open.</param>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <param name="output">Its output.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="CommandException">It was refused.</exception>
    public Task CompleteAsync<T>(TestRun run, string node, T output)
        where T : struct, IRecord<T> => CompleteAsync(run, node, output, "");

    /// <summary>Marks a node that has failed for good as completed.</summary>
    /// <typeparam name="T">The record type of its output.</typeparam>
    /// <param name="run">The run, which is open.</param>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <param name="output">Its output.</param>
    /// <param name="why">The reason.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="CommandException">It was refused.</exception>
    public Task CompleteAsync<T>(TestRun run, string node, T output, string why)
        where T : struct, IRecord<T> => SendAsync(new MarkCompleted(IdOf(run), RunNode(node), Encoding.UTF8.GetString(OutputJson.Write(output).Span), why));

    /// <summary>Pauses the pipeline: no execution starts.</summary>
    /// <param name="why">The reason.</param>
    public Task PauseAsync(string why = "") => SendAsync(new Pause(why));

    /// <summary>Executions start again.</summary>
    /// <param name="why">The reason.</param>
    public Task ResumeAsync(string why = "") => SendAsync(new Resume(why));

    /// <summary>Silences alerts of a node: they are recorded, and nothing is sent.</summary>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <param name="until">The end of the silence.</param>
    /// <param name="alert">Number of one of its alerts, from 1; null: all.</param>
    /// <param name="why">The reason.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="CommandException">It was refused.</exception>
    public Task SilenceAsync(string node, DateTimeOffset until, int? alert = null, string why = "") => SendAsync(new SilenceAlerts(AnyNode(node), alert, until, why));

    /// <summary>Ends silences of a node.</summary>
    /// <param name="node">Name of the member, by <c>nameof</c>, or the node's id.</param>
    /// <param name="alert">Number of one of its alerts, from 1; null: all.</param>
    /// <param name="why">The reason.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="CommandException">It was refused.</exception>
    public Task UnsilenceAsync(string node, int? alert = null, string why = "") => SendAsync(new UnsilenceAlerts(AnyNode(node), alert, why));

    private static string IdOf(TestRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Id;
    }

    private Task<string> SendAsync(ControlCommand command, string who = Person) => DoAsync(() => _world.Send(command, who));

    private string RunNode(string name) => _world.Names.IdOf(_world.Names.FindOfRun(name));

    private string AnyNode(string name) => _world.Names.IdOf(_world.Names.Find(name));
}
