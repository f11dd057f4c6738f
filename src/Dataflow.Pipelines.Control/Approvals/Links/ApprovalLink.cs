namespace Dataflow.Pipelines.Control.Approvals.Links;

/// <summary>What a link permits: one person decides about one request of an approval, until an instant.</summary>
/// <param name="Pipeline">Id of the pipeline.</param>
/// <param name="Run">Id of the run.</param>
/// <param name="Node">Id of the approval.</param>
/// <param name="Number">Number of its execution.</param>
/// <param name="Approver">The person.</param>
/// <param name="Expires">The instant, to the second.</param>
internal sealed record ApprovalLink(string Pipeline, string Run, string Node, int Number, string Approver, DateTimeOffset Expires);
