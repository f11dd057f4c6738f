using System.Globalization;
using System.Text;
using Dataflow.Pipelines.Control.Runs;
using Dataflow.Pipelines.Control.Testing.Hosts;

namespace Dataflow.Pipelines.Control.Testing;

/// <summary>Runs as people read them.</summary>
internal static class RunText
{
    public static string Of(TestRun run, History history)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"run {run.Id} of {history.Pipeline}: {Of(run.Status)}, opened by {run.Cause}, logical time {At(run.LogicalTime)}");
        text.Append(run.Reason.Length == 0 ? "" : "\n  " + run.Reason);
        foreach (var (name, value) in run.Parameters.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append("\n  with ").Append(name).Append(" = ").Append(value);
        }

        foreach (var execution in run.Executions)
        {
            text.Append("\n  ").Append(Of(execution).ReplaceLineEndings("\n  "));
            foreach (var approval in run.Approvals.Where(approval => approval.Node == execution.Node && approval.Number == execution.Number))
            {
                text.Append("\n    ").Append(Of(approval).ReplaceLineEndings("\n    "));
            }
        }

        var others = history.RunNodes.Where(node => run.Executions.All(execution => execution.Node != node)).ToList();
        return text.Append(others.Count == 0 ? "" : "\n  not executed: " + string.Join(", ", others)).ToString();
    }

    public static string Of(TestExecution execution)
    {
        var text = new StringBuilder(execution.Node).Append(execution.Number == 1 ? "" : "#" + execution.Number.ToString(CultureInfo.InvariantCulture)).Append(": ");
        text.Append(Of(execution.Status)).Append(execution.EndReason is { } reason ? $" ({StatusNames.Stored(reason).ToLowerInvariant()})" : "");
        text.Append(execution.EndedBy is { } who ? " by " + who : "").Append(CultureInfo.InvariantCulture, $", attempts {execution.Attempts}, started by {execution.Cause} at {At(execution.ScheduledAt)}");
        text.Append(execution.EndedAt is { } end ? ", ended at " + At(end) : "");
        foreach (var failure in execution.Failures)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  attempt {failure.Attempt} failed at {At(failure.At)}: {failure.Error}");
        }

        return text.Append(string.IsNullOrEmpty(execution.OutputJson) ? "" : "\n  output " + execution.OutputJson).ToString();
    }

    public static string Of(ExecutionStatus status) => StatusNames.Of(status);

    private static string Of(RunStatus status) => status.ToString().ToLowerInvariant();

    private static string Of(ApprovalInfo approval)
    {
        var votes = approval.Votes.Select(static vote => $"\n{vote.Who} {(vote.IsApproval ? "approves" : "rejects")}{(vote.Comment is null ? "" : ": " + vote.Comment)}");
        return $"asks {string.Join(", ", approval.Approvers)}: {approval.Title}{string.Concat(votes)}"
            + (approval.Status == ApprovalStatus.Open ? "" : $"\n{approval.Status.ToString().ToLowerInvariant()} by {approval.DecidedBy ?? "nobody"}");
    }

    private static string At(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFK", CultureInfo.InvariantCulture);
}
