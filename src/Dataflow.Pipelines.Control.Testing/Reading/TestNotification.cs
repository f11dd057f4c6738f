using Dataflow.Pipelines.Control.Alerts;

namespace Dataflow.Pipelines.Control.Testing;

/// <summary>A notification that would be sent: of an alert, or the question of an approval. Channels are not used in a test.</summary>
/// <param name="Channel">Name of the channel.</param>
/// <param name="Content">What it says.</param>
public sealed record TestNotification(string Channel, AlertNotification Content)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Channel}: {Content.Node} {Content.Status.ToString().ToLowerInvariant()}: {Content.Message}";
}
