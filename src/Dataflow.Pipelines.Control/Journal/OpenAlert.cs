namespace Dataflow.Pipelines.Control.Journal;

/// <summary>An alert whose condition is true, or of which a silence holds a notification back. Immutable.</summary>
/// <param name="Alert">Its number.</param>
/// <param name="Node">Id of its node.</param>
/// <param name="Index">Index of the alert in the node.</param>
/// <param name="Run">Id of its run; empty outside of runs.</param>
/// <param name="Severity">How severe it is.</param>
/// <param name="Channel">Name of its channel.</param>
/// <param name="Message">Its newest text.</param>
/// <param name="Trigger">Its trigger as the class states it.</param>
/// <param name="FiredAt">When it was raised.</param>
/// <param name="SentAt">When the newest notification was decided; null: none was, because of a silence.</param>
/// <param name="Repeats">How often it was repeated.</param>
/// <param name="ResolvedAt">When its condition became false while a silence held the notification back; null: the condition is true.</param>
internal sealed record OpenAlert(
    long Alert, string Node, int Index, string Run, Severity Severity, string Channel, string Message, string Trigger, DateTimeOffset FiredAt,
    DateTimeOffset? SentAt, int Repeats, DateTimeOffset? ResolvedAt);
