namespace Dataflow.Pipelines.Control.Testing;

/// <summary>An alert that was raised. Immutable: read <see cref="ControlTest.Alerts"/> again after a step of the test.</summary>
public sealed record TestAlert
{
    internal TestAlert()
    {
    }

    /// <summary>Its number: unique in the pipeline.</summary>
    public required long Number { get; init; }

    /// <summary>Id of its node.</summary>
    public required string Node { get; init; }

    /// <summary>Id of its run; null outside of runs.</summary>
    public string? Run { get; init; }

    /// <summary>How severe it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Name of the channel that it is sent to.</summary>
    public required string Channel { get; init; }

    /// <summary>Its newest text, with its holes filled.</summary>
    public required string Message { get; init; }

    /// <summary>The trigger as the class states it.</summary>
    public required string Trigger { get; init; }

    /// <summary>Whether it is an occurrence of events, which is never resolved; else it is open until its condition is false.</summary>
    public bool IsOccurrence { get; init; }

    /// <summary>When it was raised.</summary>
    public required DateTimeOffset FiredAt { get; init; }

    /// <summary>When its condition became false; null before, and of an occurrence.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>How often it was repeated.</summary>
    public int Repeats { get; init; }

    /// <summary>The end of the silence that has held it back; null: it was sent.</summary>
    public DateTimeOffset? SilencedUntil { get; init; }

    /// <summary>Whether its condition is true.</summary>
    public bool IsOpen => !IsOccurrence && ResolvedAt is null;

    /// <inheritdoc/>
    public override string ToString() => $"{Node} {(IsOccurrence ? "raised" : IsOpen ? "open" : "resolved")}: {Message}";
}
