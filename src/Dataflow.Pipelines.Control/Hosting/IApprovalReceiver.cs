using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Actor;

namespace Dataflow.Pipelines.Control.Hosting;

/// <summary>A pipeline of the host whose approvals are decided.</summary>
internal interface IApprovalReceiver
{
    /// <summary>Its control graph.</summary>
    ControlGraph Graph { get; }

    /// <summary>Its newest approvals.</summary>
    Task<IReadOnlyList<ApprovalInfo>> ListApprovalsAsync(bool isOpen, int most, CancellationToken cancellationToken);

    /// <summary>Sends a decision to the owner, and waits for the answer.</summary>
    /// <exception cref="CommandException">It was refused, or not taken in time.</exception>
    Task<string> DecideAsync(DecideApproval decision, string who, CancellationToken cancellationToken);
}
