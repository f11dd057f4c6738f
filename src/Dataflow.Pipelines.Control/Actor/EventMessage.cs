using System.Text.Json;
using Dataflow.Pipelines.Control.Stores;

namespace Dataflow.Pipelines.Control.Actor;

/// <summary>An event in an inbox.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Payload">One JSON object.</param>
internal sealed record EventMessage(string Name, string Payload)
{
    /// <summary>The idempotency key in the key of an item, where events with other names may have the same one.</summary>
    public string KeyOf(InboxItem item) => item.Key.StartsWith(Name + ":", StringComparison.Ordinal) ? item.Key[(Name.Length + 1)..] : item.Key;

    /// <summary>The item for an event.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="payload">One JSON object.</param>
    /// <param name="key">Its idempotency key, among the events with its name.</param>
    /// <param name="who">Who publishes it.</param>
    public static InboxItem Item(string name, string payload, string key, string who) =>
        new(InboxKind.Event, name + ":" + key, JsonSerializer.Serialize(new EventMessage(name, payload), CommandJson.Default.EventMessage), who);
}
