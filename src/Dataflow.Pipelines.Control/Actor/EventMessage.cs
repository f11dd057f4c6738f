using System.Text.Json;
using Dataflow.Pipelines.Control.Stores;

namespace Dataflow.Pipelines.Control.Actor;

/// <summary>An event in an inbox.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Payload">One JSON object.</param>
internal sealed record EventMessage(string Name, string Payload)
{
    /// <summary>The item for an event.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="payload">One JSON object.</param>
    /// <param name="key">Its idempotency key, among the events with its name.</param>
    /// <param name="who">Who publishes it.</param>
    public static InboxItem Item(string name, string payload, string key, string who) =>
        new(InboxKind.Event, name + ":" + key, JsonSerializer.Serialize(new EventMessage(name, payload), CommandJson.Default.EventMessage), who);
}
