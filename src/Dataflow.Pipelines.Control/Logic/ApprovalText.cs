using System.Globalization;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Approvals;
using Dataflow.Pipelines.Control.Journal;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Control.Logic;

/// <summary>The words in which approvals are described to people.</summary>
internal static class ApprovalText
{
    /// <summary>Why a node cannot be decided: it is not there, or is no approval. Null where it is one.</summary>
    public static string? UnknownNode(ControlGraph graph, string id)
    {
        var approvals = graph.Nodes.Where(static node => node.Kind == ControlNodeKind.Approval).Select(static node => node.Id).ToList();
        if (approvals.Contains(id))
        {
            return null;
        }

        var others = approvals.Count == 0 ? "; it has no approval." : $"; its approvals are {string.Join(", ", approvals.Select(static id => $"'{id}'"))}.";
        return graph.Nodes.Any(node => node.Id == id) ? $"'{id}' of pipeline '{graph.Pipeline}' is no approval{others}"
            : $"Pipeline '{graph.Pipeline}' has no node '{id}'{(NearestName.Find(id, approvals) is { } nearest ? NearestName.Ask(nearest) : others)}";
    }

    /// <summary>How an approval has ended, as the reason why it cannot be decided any more.</summary>
    public static string Past(ApprovalClosed closed) =>
        $"'{closed.Node}' of run '{closed.Run}' " + closed switch
        {
            { Status: ApprovalStatus.Cancelled } => $"was cancelled at {At(closed.At)}: {closed.Comment}.",
            { By: ApprovalOutput.Timeout } => $"was {Of(closed.Status)} at its deadline, {At(closed.At)}.",
            { By: ApprovalOutput.Superseded } => $"was {Of(closed.Status)} at {At(closed.At)}, because a newer run has reached it: decide about that one.",
            _ => $"was {Of(closed.Status)} by {closed.By} at {At(closed.At)}.",
        };

    /// <summary>How an approval of a run that has ended was decided; null where the run had none.</summary>
    /// <param name="changes">The changes of the run.</param>
    /// <param name="node">Id of the node.</param>
    public static string? Past(IReadOnlyList<Change> changes, string node) =>
        changes.OfType<ApprovalClosed>().LastOrDefault(closed => closed.Node == node) is { } closed ? Past(closed) : null;

    /// <summary>The status in a sentence.</summary>
    public static string Of(ApprovalStatus status) => status.ToString().ToLowerInvariant();

    /// <summary>An instant for people.</summary>
    public static string At(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
