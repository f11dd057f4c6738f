using Dataflow.Pipelines.Control.Journal;

namespace Dataflow.Pipelines.Control.Stores.Sql;

/// <summary>The part of <see cref="RunProjection"/> for alerts.</summary>
internal sealed class AlertProjection(long job)
{
    /// <summary>Adds the statements of a change.</summary>
    public void Add(AlertChange change, List<Statement> statements)
    {
        switch (change)
        {
            case AlertFired fired:
                statements.Add(new(
                    """
                    INSERT INTO pipeline_alert (job_id, alert_number, node, alert_index, run_id, severity, channel, status, message, trigger_text, fired_at, silenced_until)
                    VALUES (@job, @alert, @node, @index, @run, @severity, @channel, @status, @message, @trigger, @at, @until)
                    """,
                    ("job", job), ("alert", fired.Alert), ("node", fired.Node), ("index", fired.Index), ("run", fired.Run.Length == 0 ? null : fired.Run),
                    ("severity", fired.Severity.ToString().ToUpperInvariant()), ("channel", fired.Channel), ("status", fired.IsEvent ? "EVENT" : "OPEN"), ("message", fired.Message),
                    ("trigger", fired.Trigger), ("at", fired.At), ("until", fired.SilencedUntil)));
                break;
            case AlertRepeated repeated:
                statements.Add(Of(repeated.Alert, "repeats = @count, message = @message", ("count", repeated.Count), ("message", repeated.Message)));
                break;
            case AlertResolved resolved:
                statements.Add(Of(resolved.Alert, "status = 'RESOLVED', resolved_at = @at, silenced_until = @until", ("at", resolved.At), ("until", resolved.SilencedUntil)));
                break;
            case AlertReleased released:
                statements.Add(Of(released.Alert, "silenced_until = NULL"));
                break;
            case AlertSilenced silenced:
                statements.Add(OfOpen(silenced.Node, silenced.Index, "silenced_until = @until", ("until", silenced.Until)));
                statements.Add(Audit(change, silenced.Node, "SILENCE", silenced.Who, silenced.Why));
                break;
            case AlertUnsilenced ended:
                statements.Add(OfOpen(ended.Node, ended.Index, "silenced_until = NULL"));
                if (ended.Who.Length > 0)
                {
                    statements.Add(Audit(change, ended.Node, "UNSILENCE", ended.Who, ended.Why));
                }

                break;
        }
    }

    private Statement Of(long alert, string set, params (string Name, object? Value)[] values) =>
        new("UPDATE pipeline_alert SET " + set + " WHERE job_id = @job AND alert_number = @alert", [.. values, ("job", job), ("alert", alert)]);

    private Statement OfOpen(string node, int index, string set, params (string Name, object? Value)[] values) =>
        new(
            "UPDATE pipeline_alert SET " + set + " WHERE job_id = @job AND status = 'OPEN' AND node = @node AND alert_index = @index",
            [.. values, ("job", job), ("node", node), ("index", index)]);

    private Statement Audit(Change change, string node, string action, string who, string why) =>
        new(
            "INSERT INTO pipeline_audit (job_id, node, action, who, why, create_time) VALUES (@job, @node, @action, @who, @why, @at)",
            ("job", job), ("node", node), ("action", action), ("who", who), ("why", why), ("at", change.At));
}
