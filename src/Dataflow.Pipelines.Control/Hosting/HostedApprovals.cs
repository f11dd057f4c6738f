using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Actor;
using Dataflow.Pipelines.Control.Approvals.Links;
using Dataflow.Pipelines.Control.Logic;

namespace Dataflow.Pipelines.Control.Hosting;

/// <summary>The approvals of the pipelines of the host.</summary>
internal sealed class HostedApprovals(IEnumerable<IApprovalReceiver> receivers, IEnumerable<ApprovalLinkOptions> links, TimeProvider time) : IApprovals
{
    private const string Link = "link";

    private readonly IApprovalReceiver[] _receivers = [.. receivers];

    public async Task<IReadOnlyList<ApprovalInfo>> ListAsync(bool isOpen, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var approvals = new List<ApprovalInfo>();
        foreach (var receiver in _receivers.Where(static receiver => HasApprovals(receiver.Graph)))
        {
            approvals.AddRange(await receiver.ListApprovalsAsync(isOpen, most, cancellationToken));
        }

        return [.. approvals.OrderByDescending(static approval => approval.OpenedAt)];
    }

    public Task<string> DecideAsync(string run, string node, string who, bool approve, string? comment, string? form, string? pipeline, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(run);
        ArgumentException.ThrowIfNullOrEmpty(node);
        ArgumentException.ThrowIfNullOrWhiteSpace(who);
        return Find(node, pipeline).DecideAsync(new DecideApproval(run, node, null, null, approve, comment ?? "", form ?? ""), who, cancellationToken);
    }

    public Task<string> DecideByLinkAsync(string token, bool approve, string? comment, string? form, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        var signer = new LinkSigner(LinkKey.Find(links.LastOrDefault()?.KeyFile, Environment.GetEnvironmentVariable(LinkKey.Variable)));
        var link = signer.Read(token, time.GetUtcNow());
        var receiver = Array.Find(_receivers, receiver => receiver.Graph.Pipeline == link.Pipeline)
            ?? throw new CommandException($"The link is for pipeline '{link.Pipeline}', which this host does not run: it runs {string.Join(", ", _receivers.Select(static receiver => $"'{receiver.Graph.Pipeline}'"))}.");
        return receiver.DecideAsync(new DecideApproval(link.Run, link.Node, link.Number, link.Approver, approve, comment ?? "", form ?? ""), Link, cancellationToken);
    }

    private static bool HasApprovals(ControlGraph graph) => graph.Nodes.Any(static node => node.Kind == ControlNodeKind.Approval);

    private IApprovalReceiver Find(string node, string? pipeline)
    {
        var candidates = _receivers.Where(receiver => pipeline is null || receiver.Graph.Pipeline == pipeline).ToList();
        var having = candidates.FindAll(receiver => ApprovalText.UnknownNode(receiver.Graph, node) is null);
        return having switch
        {
            [var only] => only,
            [] when candidates is [] => throw new CommandException($"This host runs no pipeline '{pipeline}'."),
            [] when candidates is [var only] => throw new CommandException(ApprovalText.UnknownNode(only.Graph, node)!),
            [] => throw new CommandException($"No pipeline of this host has an approval '{node}'."),
            _ => throw new CommandException($"{having.Count} pipelines of this host have an approval '{node}': name the pipeline, {string.Join(" or ", having.Select(static receiver => $"'{receiver.Graph.Pipeline}'"))}."),
        };
    }
}
