using System.Data.Common;
using static Dataflow.Pipelines.Control.Stores.Sql.NullableColumns;

namespace Dataflow.Pipelines.Control.Stores.Sql;

/// <summary>The part of <see cref="SqlRunHistory"/> for approvals.</summary>
internal static class ApprovalQueries
{
    private const string Columns =
        """
        SELECT d.job_name, a.run_id, a.node, a.number, a.title, a.text, a.approvers, a.quorum, a.status, a.opened_at, a.deadline, a.escalated_at, a.escalate_to, a.reminders, a.ended_at, a.decided_by,
            a.comment, a.form_schema, a.form, a.approval_number
        FROM pipeline_approval a JOIN pipeline_job_definition d ON d.id = a.job_id WHERE d.job_name = @pipeline
        """;

    /// <summary>The newest approvals, newest first.</summary>
    public static Statement List(string pipeline, bool isOpen, int most) =>
        new(Columns + (isOpen ? " AND a.status = 'OPEN'" : "") + " ORDER BY a.id DESC LIMIT @most", ("pipeline", pipeline), ("most", most));

    /// <summary>The newest approval of a node in a run.</summary>
    public static Statement Find(string pipeline, string run, string node) =>
        new(Columns + " AND a.run_id = @run AND a.node = @node ORDER BY a.id DESC LIMIT 1", ("pipeline", pipeline), ("run", run), ("node", node));

    /// <summary>The votes of approvals whose numbers are in a range.</summary>
    public static Statement Votes(string pipeline, long first, long last) =>
        new(
            """
            SELECT v.approval_number, v.who, v.is_approval, v.comment, v.voted_at, v.sent_by
            FROM pipeline_approval_vote v JOIN pipeline_job_definition d ON d.id = v.job_id
            WHERE d.job_name = @pipeline AND v.approval_number BETWEEN @first AND @last ORDER BY v.id
            """,
            ("pipeline", pipeline), ("first", first), ("last", last));

    /// <summary>An approval without its votes, and its number.</summary>
    public static (long Number, ApprovalInfo Approval) Read(DbDataReader row)
    {
        var escalatedAt = Instant(row, 11);
        return (row.GetInt64(19), new ApprovalInfo
        {
            Pipeline = row.GetString(0),
            Run = row.GetString(1),
            Node = row.GetString(2),
            Number = row.GetInt32(3),
            Title = row.GetString(4),
            Text = Text(row, 5),
            Approvers = [.. NamesJson.Read(row.GetString(6)).Union(escalatedAt is null ? [] : NamesJson.Read(Text(row, 12)), StringComparer.OrdinalIgnoreCase)],
            Quorum = row.GetInt32(7),
            Status = Enum.Parse<ApprovalStatus>(row.GetString(8), ignoreCase: true),
            OpenedAt = Instant(row, 9)!.Value,
            Deadline = Instant(row, 10),
            EscalatedAt = escalatedAt,
            Reminders = row.GetInt32(13),
            EndedAt = Instant(row, 14),
            DecidedBy = Text(row, 15),
            Comment = Text(row, 16),
            FormSchema = Text(row, 17),
            Form = Text(row, 18),
        });
    }

    /// <summary>A vote, and the number of its approval.</summary>
    public static (long Number, ApprovalVote Vote) ReadVote(DbDataReader row) =>
        (row.GetInt64(0), new ApprovalVote(row.GetString(1), row.GetBoolean(2), Text(row, 3), Instant(row, 4)!.Value, Text(row, 5)));
}
