namespace Dataflow.Pipelines.Control.Stores;

/// <summary>An alert, with what became of its newest notification.</summary>
/// <param name="Number">Its number: unique in the pipeline.</param>
/// <param name="Node">Id of its node.</param>
/// <param name="Alert">Number of the alert in its node, from 1.</param>
/// <param name="Run">Id of its run; null outside of runs.</param>
/// <param name="Severity">WARNING, INFO or CRITICAL.</param>
/// <param name="Channel">Name of its channel.</param>
/// <param name="Status">OPEN, RESOLVED, or EVENT for one that is never resolved.</param>
/// <param name="Message">The newest text.</param>
/// <param name="Trigger">Its trigger.</param>
/// <param name="FiredAt">When it was raised.</param>
/// <param name="ResolvedAt">When it was resolved; null before.</param>
/// <param name="Repeats">How often it was repeated.</param>
/// <param name="SilencedUntil">The end of the silence that holds it back; null for none.</param>
/// <param name="Delivery">Of the newest notification: PENDING, DELIVERED, GIVEN_UP or REFUSED; null where there is none, because of a silence.</param>
/// <param name="Attempts">Attempts to send it.</param>
/// <param name="LastError">Why the newest attempt has failed; null where it has not.</param>
/// <param name="NextAttempt">When it is sent again; null where it is not.</param>
internal sealed record AlertInfo(
    long Number, string Node, int Alert, string? Run, string Severity, string Channel, string Status, string Message, string Trigger, DateTimeOffset FiredAt, DateTimeOffset? ResolvedAt,
    int Repeats, DateTimeOffset? SilencedUntil, string? Delivery, int? Attempts, string? LastError, DateTimeOffset? NextAttempt);
