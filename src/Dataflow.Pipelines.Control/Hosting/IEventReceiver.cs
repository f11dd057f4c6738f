namespace Dataflow.Pipelines.Control.Hosting;

/// <summary>A pipeline of the host that takes events.</summary>
internal interface IEventReceiver
{
    /// <summary>The events that it declares.</summary>
    IReadOnlyList<string> ExternalEvents { get; }

    /// <summary>Puts an event into its inbox.</summary>
    /// <returns>Whether it is new.</returns>
    Task<bool> PublishAsync(string name, string payload, string key, CancellationToken cancellationToken);
}
