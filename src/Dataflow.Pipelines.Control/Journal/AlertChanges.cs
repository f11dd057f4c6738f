namespace Dataflow.Pipelines.Control.Journal;

/// <summary>
/// A change of alerts. It is kept outside of runs, also where its node belongs to one: a run that has ended is not replayed, and what a silence holds back outlives the run.
/// </summary>
internal abstract record AlertChange : Change;

/// <summary>An alert was raised.</summary>
/// <param name="Alert">Its number: unique in the pipeline.</param>
/// <param name="Node">Id of the node whose alert it is.</param>
/// <param name="Index">Index of the alert in the node.</param>
/// <param name="Run">Id of the run; empty outside of runs.</param>
/// <param name="Severity">How severe it is.</param>
/// <param name="Channel">Name of the channel that it is sent to.</param>
/// <param name="Message">The text for people, with its holes filled.</param>
/// <param name="Trigger">The trigger as the class states it.</param>
/// <param name="IsEvent">Whether it is the firing of a disjunct with latches: an occurrence that is never resolved. Else it is open until its condition is false.</param>
/// <param name="SilencedUntil">The end of the silence that holds it back; null: it is sent.</param>
internal sealed record AlertFired(
    long Alert, string Node, int Index, string Run, Severity Severity, string Channel, string Message, string Trigger, bool IsEvent, DateTimeOffset? SilencedUntil) : AlertChange;

/// <summary>The condition of an open alert is still true, and it is sent again.</summary>
/// <param name="Alert">Number of the alert.</param>
/// <param name="Count">Counts the repetitions, from 1.</param>
/// <param name="Message">The text for people, with the present values.</param>
internal sealed record AlertRepeated(long Alert, int Count, string Message) : AlertChange;

/// <summary>The condition of an open alert is false, or its run has ended.</summary>
/// <param name="Alert">Number of the alert.</param>
/// <param name="SilencedUntil">The end of the silence that holds this notification back; null: it is sent, where the alert was.</param>
internal sealed record AlertResolved(long Alert, DateTimeOffset? SilencedUntil) : AlertChange;

/// <summary>A silence has ended, and what it has held back of an alert is sent.</summary>
/// <param name="Alert">Number of the alert.</param>
internal sealed record AlertReleased(long Alert) : AlertChange;

/// <summary>A person silences an alert: nothing of it is sent until an instant.</summary>
/// <param name="Node">Id of the node.</param>
/// <param name="Index">Index of the alert in the node.</param>
/// <param name="Until">The end of the silence.</param>
/// <param name="Who">The person.</param>
/// <param name="Why">The reason.</param>
internal sealed record AlertSilenced(string Node, int Index, DateTimeOffset Until, string Who, string Why) : AlertChange;

/// <summary>A silence has ended.</summary>
/// <param name="Node">Id of the node.</param>
/// <param name="Index">Index of the alert in the node.</param>
/// <param name="Who">The person who has ended it; empty where its time has passed.</param>
/// <param name="Why">The person's reason.</param>
internal sealed record AlertUnsilenced(string Node, int Index, string Who, string Why) : AlertChange;
