namespace Dataflow.Pipelines.Control.Stores;

/// <summary>Rows that were deleted, or would be.</summary>
/// <param name="Runs">Runs that have ended.</param>
/// <param name="Executions">Node executions.</param>
/// <param name="Changes">Changes of the journal.</param>
/// <param name="Approvals">Approvals, with their votes.</param>
/// <param name="Alerts">Alerts that are not open.</param>
/// <param name="Notifications">Notifications that were delivered or given up.</param>
/// <param name="InboxItems">Commands and events that were answered.</param>
/// <param name="Events">Events that were taken.</param>
/// <param name="AuditEntries">Entries of the audit.</param>
/// <param name="Backfills">Backfills that have ended.</param>
internal sealed record PruneCounts(
    long Runs = 0, long Executions = 0, long Changes = 0, long Approvals = 0, long Alerts = 0, long Notifications = 0, long InboxItems = 0, long Events = 0, long AuditEntries = 0, long Backfills = 0)
{
    /// <summary>All rows.</summary>
    public long Total => Runs + Executions + Changes + Approvals + Alerts + Notifications + InboxItems + Events + AuditEntries + Backfills;

    public static PruneCounts operator +(PruneCounts left, PruneCounts right) => new(
        left.Runs + right.Runs, left.Executions + right.Executions, left.Changes + right.Changes, left.Approvals + right.Approvals, left.Alerts + right.Alerts,
        left.Notifications + right.Notifications, left.InboxItems + right.InboxItems, left.Events + right.Events, left.AuditEntries + right.AuditEntries, left.Backfills + right.Backfills);

    /// <summary>The counts that are not zero, for people.</summary>
    public override string ToString()
    {
        (long Count, string Name)[] counts =
        [
            (Runs, "runs"), (Executions, "executions"), (Changes, "changes of the journal"), (Approvals, "approvals"), (Alerts, "alerts"), (Notifications, "notifications"),
            (InboxItems, "items of the inbox"), (Events, "events"), (AuditEntries, "entries of the audit"), (Backfills, "backfills"),
        ];
        var text = string.Join(", ", counts.Where(static count => count.Count > 0).Select(static count => FormattableString.Invariant($"{count.Count} {count.Name}")));
        return text.Length == 0 ? "nothing" : text;
    }
}
