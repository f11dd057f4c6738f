using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Time;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Control.Hosting;

/// <summary>Tells people what happens: a line for each change that they would ask about.</summary>
/// <param name="logger">The log of the pipeline.</param>
/// <param name="graph">Its nodes.</param>
internal sealed class ChangeLog(ILogger logger, ControlGraph graph)
{
    private readonly Dictionary<string, ControlNode> _nodes = graph.Nodes.ToDictionary(static node => node.Id);

    /// <summary>Logs a change that is durable.</summary>
    public void Write(Change change)
    {
        switch (change)
        {
            case PipelineStarted started:
                logger.LogInformation("Started by {Who}.", started.Who);
                break;
            case PipelineShutDown shutDown:
                logger.LogInformation("Shut down by {Who}.", shutDown.Who);
                break;
            case PipelinePaused paused:
                logger.LogWarning("Paused by {Who}: no execution starts. {Why}", paused.Who, paused.Why);
                break;
            case PipelineResumed resumed:
                logger.LogInformation("Resumed by {Who}. {Why}", resumed.Who, resumed.Why);
                break;
            case EventPublished { HasTrigger: false } published:
                logger.LogWarning("Event {Name} was published, and no trigger names it.", published.Name);
                break;
            case EventPublished published:
                logger.LogInformation("Event {Name}.", published.Name);
                break;
            case InputStored stored:
                logger.LogInformation("Input {Name} is stored by {Who}. {Why}", stored.Name, stored.Who, stored.Why);
                break;
            case InputRemoved removed:
                logger.LogInformation("Input {Name} is stored no longer, by {Who}. {Why}", removed.Name, removed.Who, removed.Why);
                break;
            case InputsRotated rotated:
                logger.LogInformation("{Count} inputs are encrypted with another key, by {Who}. {Why}", rotated.Texts.Count, rotated.Who, rotated.Why);
                break;
            case CronMissed { Count: > 0 } missed:
                logger.LogWarning("{Count} firings of {Name} until {Until:u} are left out.", missed.Count, missed.Name, missed.Until);
                break;
            case AlertFired { SilencedUntil: { } until } silenced:
                logger.LogInformation("Alert of {Node} is not sent, it is silenced until {Until:u}: {Message}", silenced.Node, until, silenced.Message);
                break;
            case AlertSilenced silenced:
                logger.LogWarning("Alert {Number} of {Node} is silenced until {Until:u} by {Who}. {Why}", silenced.Index + 1, silenced.Node, silenced.Until, silenced.Who, silenced.Why);
                break;
            case AlertUnsilenced ended:
                logger.LogInformation("Alert {Number} of {Node} is sent again{By}. {Why}", ended.Index + 1, ended.Node, ended.Who.Length > 0 ? ", by " + ended.Who : "", ended.Why);
                break;
            case PruneRequested prune:
                logger.LogInformation("Deletion of what ended before {Before:u} is requested by {Who}. {Why}", prune.Before, prune.Who, prune.Why);
                break;
            case BackfillRequested requested:
                logger.LogInformation("Backfill {Backfill} from {From:u} to {To:u} is requested by {Who}: {Crons}. {Why}", requested.Backfill, requested.From, requested.To, requested.Who, string.Join(", ", requested.Crons), requested.Why);
                break;
            case BackfillEnded ended:
                logger.LogInformation("Backfill {Backfill} is completed: no firing is left, and its runs have ended.", ended.Backfill);
                break;
            case BackfillCancelled cancelled:
                logger.LogWarning("Backfill {Backfill} is cancelled by {Who}: it opens no further run. {Why}", cancelled.Backfill, cancelled.Who, cancelled.Why);
                break;
            case RunChange ofRun and not ExecutionChange:
                WriteRun(ofRun);
                break;
            case ExecutionChange { Run.Length: 0 } ofStream:
                WriteStream(ofStream, _nodes.GetValueOrDefault(ofStream.Node));
                break;
            case ExecutionChange ofExecution:
                WriteExecution(ofExecution);
                break;
        }
    }

    private void WriteRun(RunChange change)
    {
        switch (change)
        {
            case RunOpened opened:
                logger.LogInformation("Run {Run} is opened: {Cause}.", opened.Run, opened.Cause);
                break;
            case RunSkipped skipped:
                logger.LogWarning("Run {Run} is skipped: {Reason}", skipped.Run, skipped.Reason);
                break;
            case RunCancelRequested requested:
                logger.LogWarning("Run {Run} is cancelled by {Who}. {Why}", requested.Run, requested.Who, requested.Why);
                break;
            case RunRetried retried:
                logger.LogInformation("Run {Run} is retried from {Node} on by {Who}. {Why}", retried.Run, retried.Node, retried.Who, retried.Why);
                break;
            case RunEnded { Status: RunStatus.Failed } failed:
                logger.LogError("Run {Run} has failed: {Reason}", failed.Run, failed.Reason);
                break;
            case RunEnded ended:
                logger.LogInformation("Run {Run} is {Status}.", ended.Run, ended.Status == RunStatus.Completed ? "completed" : "cancelled");
                break;
        }
    }

    // What happens to a node because it happens to the one whose life it shares is a detail, and so is what follows from the end of a host.
    private void WriteStream(ExecutionChange change, ControlNode? node)
    {
        var level = node is { LifeOf: >= 0 } ? LogLevel.Debug : LogLevel.Information;
        switch (change)
        {
            case ExecutionRunning:
                logger.Log(level, "{Execution} runs.", change.Key);
                break;
            case ExecutionFailed { IsInterruption: true } interrupted:
                logger.Log(level, "{Execution} is interrupted: {Reason}.", change.Key, interrupted.Error);
                break;
            case ExecutionRetried { Counts: false }:
                break;
            case ExecutionCancelled { Reason: EndReason.Skipped } when node?.Skip is { } skip:
                logger.Log(level, "{Execution} is skipped: {Trigger}.", change.Key, skip);
                break;
            case ExecutionCancelled cancelled:
                logger.Log(level, "{Execution} is stopped ({Reason}).", change.Key, cancelled.Reason);
                break;
            default:
                WriteExecution(change);
                break;
        }
    }

    private void WriteExecution(ExecutionChange change)
    {
        switch (change)
        {
            case ExecutionRunning running:
                logger.LogInformation("{Execution} runs{Attempt}.", change.Key, running.Attempt > 1 ? ", attempt " + running.Attempt : "");
                break;
            case ExecutionCompleted { Who.Length: > 0 } marked:
                logger.LogWarning("{Execution} is marked as completed by {Who}. {Why}", change.Key, marked.Who, marked.Why);
                break;
            case ExecutionCompleted:
                logger.LogInformation("{Execution} is completed.", change.Key);
                break;
            case ExecutionFailed failed:
                logger.LogWarning("{Execution} has failed, attempt {Attempt}: {Error}", change.Key, failed.Attempt, failed.Error);
                break;
            case ExecutionRetried retried:
                logger.LogInformation("{Execution} is tried again in {Pause}.", change.Key, Duration.ToText(retried.NotBefore > retried.At ? retried.NotBefore - retried.At : TimeSpan.Zero));
                break;
            case ApprovalOpened opened:
                logger.LogInformation("{Execution} waits for a decision of {Approvers}: {Title}", change.Key, string.Join(", ", opened.Approvers), opened.Title);
                break;
            case ApprovalVoted voted:
                logger.LogInformation("{Execution} is {Vote} by {Who}{By}. {Comment}", change.Key, voted.Approves ? "approved" : "rejected", voted.Who, voted.By.Length > 0 ? ", sent by " + voted.By : "", voted.Comment);
                break;
            case ApprovalEscalated:
                logger.LogWarning("{Execution} is escalated.", change.Key);
                break;
            case ApprovalClosed { By.Length: > 0, Status: var status, By: var by }:
                logger.LogInformation("{Execution} has ended as {Status}, by {By}.", change.Key, status == ApprovalStatus.Approved ? "approved" : "rejected", by);
                break;
            case ExecutionCancelled { Reason: EndReason.Skipped }:
                logger.LogInformation("{Execution} is skipped.", change.Key);
                break;
            case ExecutionCancelled cancelled:
                logger.LogInformation("{Execution} is stopped ({Reason}).", change.Key, cancelled.Reason);
                break;
        }
    }
}
