using Dataflow.Pipelines.Inputs;

namespace Dataflow.Pipelines.Control;

/// <summary>Lists and decides the approvals of the pipelines of this host; a service of the host. Thread-safe.</summary>
public interface IApprovals
{
    /// <summary>The newest approvals of each pipeline, newest first.</summary>
    /// <param name="isOpen">Only those that wait.</param>
    /// <param name="most">The most of each pipeline.</param>
    /// <param name="cancellationToken">Cancels the access to the run store.</param>
    /// <exception cref="RunStoreException">The run store cannot be read.</exception>
    Task<IReadOnlyList<ApprovalInfo>> ListAsync(bool isOpen = true, int most = 100, CancellationToken cancellationToken = default);

    /// <summary>A person approves or rejects. The caller has checked who the person is.</summary>
    /// <param name="run">Id of the run.</param>
    /// <param name="node">Id of the approval.</param>
    /// <param name="who">The person, as the class names the approvers; case does not count.</param>
    /// <param name="approve">Whether the person approves; else rejects.</param>
    /// <param name="comment">Why.</param>
    /// <param name="form">The form, one JSON object, where the person approves and the approval has one.</param>
    /// <param name="pipeline">Id of the pipeline; needed where several of this host have a node of this name.</param>
    /// <param name="cancellationToken">Cancels the access to the run store, not the decision.</param>
    /// <returns><c>approved</c>, <c>rejected</c>, or how many of the approvals that are needed there are.</returns>
    /// <exception cref="CommandException">The decision is refused, for example because the person may not decide, or it was decided already; or no instance has taken it yet.</exception>
    /// <exception cref="RunStoreException">The run store cannot be written.</exception>
    Task<string> DecideAsync(
        string run, string node, string who, bool approve, string? comment = null, string? form = null, string? pipeline = null, CancellationToken cancellationToken = default);

    /// <summary>The receiver of a link approves or rejects.</summary>
    /// <param name="token">The token of the link.</param>
    /// <param name="approve">Whether the person approves; else rejects.</param>
    /// <param name="comment">Why.</param>
    /// <param name="form">The form, one JSON object, where the person approves and the approval has one.</param>
    /// <param name="cancellationToken">Cancels the access to the run store, not the decision.</param>
    /// <returns><c>approved</c>, <c>rejected</c>, or how many of the approvals that are needed there are.</returns>
    /// <exception cref="CommandException">The link is forged, has expired or is for a pipeline that this host does not run; or the decision is refused.</exception>
    /// <exception cref="ServiceException">There is no key, or it is too short.</exception>
    /// <exception cref="RunStoreException">The run store cannot be written.</exception>
    Task<string> DecideByLinkAsync(string token, bool approve, string? comment = null, string? form = null, CancellationToken cancellationToken = default);
}
