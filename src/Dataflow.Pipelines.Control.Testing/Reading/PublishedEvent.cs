namespace Dataflow.Pipelines.Control.Testing;

/// <summary>An event that was published.</summary>
/// <param name="At">When.</param>
/// <param name="Name">Its name: <c>collect.completed</c>, <c>pipeline.started</c>, the name of an external event, or <c>cron:</c> with the schedule and its zone.</param>
/// <param name="Run">Id of the run that it belongs to; null where it belongs to none.</param>
/// <param name="Key">Of an external event its idempotency key; else null.</param>
/// <param name="Payload">Of an external event its payload, one JSON object; else null.</param>
public sealed record PublishedEvent(DateTimeOffset At, string Name, string? Run, string? Key = null, string? Payload = null)
{
    /// <inheritdoc/>
    public override string ToString() => Run is null ? Name : $"{Name} ({Run})";
}
