using System.ComponentModel;
using Dataflow.Pipelines.Control.Approvals;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>How an approval has ended. Immutable.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public class ApprovalOutcome
{
    private readonly ApprovalOutput _output;

    private protected ApprovalOutcome(ApprovalOutput output) => _output = output;

    /// <summary><c>approved</c> or <c>rejected</c>.</summary>
    public string Result => ApprovalJson.Of(_output.Result);

    /// <summary>Whether it was approved.</summary>
    public bool IsApproved => _output.Result == ApprovalResult.Approved;

    /// <summary>The comment of the decision; <see langword="null"/> without one.</summary>
    public string? Comment => _output.Comment;

    /// <summary>Who has decided: a person, <c>timeout</c> or <c>superseded</c>.</summary>
    public string DecidedBy => _output.DecidedBy;

    /// <summary>When it has ended.</summary>
    public DateTimeOffset DecidedAt => _output.DecidedAt;

    /// <summary>Reads an output.</summary>
    /// <param name="json">One JSON object in UTF-8.</param>
    /// <returns>The outcome; <see langword="null"/> for an empty object: the node was marked as completed without an output.</returns>
    /// <exception cref="FormatException">It is no outcome of an approval.</exception>
    public static ApprovalOutcome? Read(ReadOnlyMemory<byte> json) => ApprovalJson.Read(json) is { } output ? new ApprovalOutcome(output) : null;
}
