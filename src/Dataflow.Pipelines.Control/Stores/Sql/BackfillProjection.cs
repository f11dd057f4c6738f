using Dataflow.Pipelines.Control.Journal;

namespace Dataflow.Pipelines.Control.Stores.Sql;

/// <summary>The part of <see cref="RunProjection"/> for backfills.</summary>
internal sealed class BackfillProjection(long job)
{
    /// <summary>Adds the statements of a change.</summary>
    public void Add(BackfillChange change, List<Statement> statements)
    {
        switch (change)
        {
            case BackfillRequested requested:
                statements.Add(new(
                    """
                    INSERT INTO pipeline_backfill (job_id, backfill_number, status, from_time, to_time, crons, node, parallel, is_rerun, parameters, requested_by, why, create_time)
                    VALUES (@job, @backfill, 'RUNNING', @from, @to, @crons, @node, @parallel, @rerun, @parameters, @who, @why, @at)
                    """,
                    ("job", job), ("backfill", requested.Backfill), ("from", requested.From), ("to", requested.To), ("crons", NamesJson.Write(requested.Crons)), ("node", Text(requested.Node)),
                    ("parallel", requested.Parallel), ("rerun", requested.IsRerun), ("parameters", ParametersJson.Write(requested.Parameters)), ("who", requested.Who), ("why", Text(requested.Why)),
                    ("at", requested.At)));
                statements.Add(Audit(change, "BACKFILL", requested.Who, requested.Why));
                break;
            case BackfillAdvanced advanced:
                statements.Add(Of(change, "position_time = @position, left_out = left_out + @left_out", ("position", advanced.Instant), ("left_out", advanced.LeftOut)));
                break;
            case BackfillEnded:
                statements.Add(Of(change, "status = 'COMPLETED', end_time = @at", ("at", change.At)));
                break;
            case BackfillCancelled cancelled:
                statements.Add(Of(change, "status = 'CANCELLED', end_time = @at", ("at", change.At)));
                statements.Add(Audit(change, "CANCEL_BACKFILL", cancelled.Who, cancelled.Why));
                break;
        }
    }

    private Statement Of(BackfillChange change, string set, params (string Name, object? Value)[] values) =>
        new("UPDATE pipeline_backfill SET " + set + " WHERE job_id = @job AND backfill_number = @backfill", [.. values, ("job", job), ("backfill", change.Backfill)]);

    private Statement Audit(BackfillChange change, string action, string who, string why) =>
        new("INSERT INTO pipeline_audit (job_id, action, who, why, create_time) VALUES (@job, @action, @who, @why, @at)", ("job", job), ("action", action), ("who", who), ("why", why), ("at", change.At));

    private static string? Text(string text) => text.Length == 0 ? null : text;
}
