using System.CommandLine;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Inputs;

namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary><c>events publish</c>: publishes an external event, whether an instance runs or not.</summary>
internal static class EventsVerb
{
    public static Command Create(VerbContext context)
    {
        var json = new Option<bool>("--json") { Description = "One JSON value on standard output.", Recursive = true };
        var name = new Argument<string>("name") { Description = "Name of the event." };
        var payload = new Option<string>("--payload") { Description = "One JSON object, which triggers read as 'event' (default {}).", DefaultValueFactory = static _ => "{}" };
        var key = new Option<string>("--key") { Description = "Idempotency key: a second event with this name and key is not taken." };
        var publish = new Command("publish", "Publishes an event that the class declares with [ExternalEvent].") { name, payload, key };
        publish.SetAction(async (parsed, cancellation) =>
        {
            var isNew = await PublishAsync(context, parsed, parsed.GetValue(name)!, parsed.GetValue(payload)!, parsed.GetValue(key), cancellation);
            await parsed.InvocationConfiguration.Output.WriteAsync(
                parsed.GetValue(json) ? VerbJson.Write(new Done(null, isNew), VerbJson.Default.Done) : isNew ? "published\n" : "An event with this key was published before.\n");
        });
        return new Command("events", "Publishes events.") { json, publish };
    }

    private static async Task<bool> PublishAsync(VerbContext context, ParseResult parsed, string name, string payload, string? key, CancellationToken cancellation)
    {
        if (!context.Pipeline.ExternalEvents.Contains(name))
        {
            throw new InputException(PipelineEvents.Unknown(name, context.Pipeline.ExternalEvents));
        }

        try
        {
            EventPayload.Parse(payload);
        }
        catch (FormatException fault)
        {
            throw new InputException($"--payload: {fault.Message}");
        }

        await using var store = context.FindStore(parsed).Open(TimeProvider.System);
        await store.OpenAsync(cancellation);
        return await store.SendAsync(context.Pipeline.Id, EventMessage.Item(name, payload, key ?? Guid.CreateVersion7().ToString("N"), Environment.UserName), cancellation) is not null;
    }
}
