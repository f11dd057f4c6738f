namespace Dataflow.Pipelines.Control;

/// <summary>Publishes events that come from outside to the pipelines of this host; a service of the host. Thread-safe.</summary>
public interface IPipelineEvents
{
    /// <summary>Publishes an event. It is durable when the call returns, and is taken exactly once, also where this process ends before.</summary>
    /// <param name="name">Its name, which a pipeline declares with <see cref="ExternalEventAttribute"/>: <c>model.updated</c>.</param>
    /// <param name="payload">One JSON object, which triggers and templates read as <c>event</c>.</param>
    /// <param name="key">Idempotency key: of several events with one name and one key only the first is taken. <see langword="null"/>: no other event has its key.</param>
    /// <param name="cancellationToken">Cancels the access to the run store.</param>
    /// <returns>Whether the event is new: false where one with its key was published before.</returns>
    /// <exception cref="ArgumentException">No pipeline of this host declares the event, or the payload is no JSON object.</exception>
    /// <exception cref="RunStoreException">The run store cannot be written.</exception>
    Task<bool> PublishAsync(string name, string payload = "{}", string? key = null, CancellationToken cancellationToken = default);
}
