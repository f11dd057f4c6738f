namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Options of a <see cref="WebhookChannel"/>.</summary>
public sealed record WebhookOptions
{
    /// <summary>Name of the channel.</summary>
    public required string Name { get; init; }

    /// <summary>Where notifications are posted: https, or http where <see cref="AllowPrivateAddresses"/> contains the host. Treated as a secret: only the scheme and the host are shown.</summary>
    public required Uri Url { get; init; }

    /// <summary>
    /// One secret of at least 16 bytes that signs, or two while the secret is replaced: both sign then, so that a receiver which knows either accepts the request.
    /// See <see cref="WebhookSignature"/>.
    /// </summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    /// <summary>
    /// Hosts (<c>hooks.internal</c>) and networks (<c>10.20.0.0/16</c>) that may be called although they are not public, or by http. Everything else that is
    /// not public is refused, so that a URL which a user has entered cannot reach the services of the own network.
    /// </summary>
    public IReadOnlyList<string> AllowPrivateAddresses { get; init; } = [];

    /// <summary>Shows no secret.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => $"{nameof(WebhookOptions)} {{ Name = {Name} }}";
}
