namespace Dataflow.Pipelines.Graph;

/// <summary>A trigger as it was declared.</summary>
/// <param name="Kind">Name of the attribute: StartWhen, StopWhen, RestartWhen, RetryWhen, SkipWhen, AlertWhen.</param>
/// <param name="Text">The expression.</param>
public sealed record TriggerDescriptor(string Kind, string Text)
{
    /// <summary>How often it starts its node.</summary>
    public StartMode Mode { get; init; }

    /// <summary>Channel of an alert.</summary>
    public string? Channel { get; init; }

    /// <summary>Severity of an alert.</summary>
    public Severity Severity { get; init; }

    /// <summary>Template of an alert's message.</summary>
    public string? Message { get; init; }

    /// <summary>Time between two notifications of an alert whose condition stays true; <see langword="null"/>: it is sent once.</summary>
    public TimeSpan? RepeatEvery { get; init; }
}
