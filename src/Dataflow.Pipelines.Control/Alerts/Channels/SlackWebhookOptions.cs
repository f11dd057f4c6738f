namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Options of a <see cref="SlackWebhookChannel"/>.</summary>
public sealed record SlackWebhookOptions
{
    /// <summary>Name of the channel.</summary>
    public required string Name { get; init; }

    /// <summary>The URL of the incoming webhook. Its path is a secret: only the scheme and the host are shown.</summary>
    public required Uri Url { get; init; }

    /// <inheritdoc cref="WebhookOptions.AllowPrivateAddresses"/>
    public IReadOnlyList<string> AllowPrivateAddresses { get; init; } = [];

    /// <summary>Shows no secret.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => $"{nameof(SlackWebhookOptions)} {{ Name = {Name} }}";
}
