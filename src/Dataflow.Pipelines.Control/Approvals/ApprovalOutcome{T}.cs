using System.ComponentModel;
using System.Text.Json;
using Dataflow.Pipelines.Control.Approvals;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>How an approval with a form has ended. Immutable.</summary>
/// <typeparam name="T">The record type of the form.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ApprovalOutcome<T> : ApprovalOutcome
    where T : struct, IRecord<T>
{
    private ApprovalOutcome(ApprovalOutput output, T? form)
        : base(output) => Form = form;

    /// <summary>The form of the vote that has decided; <see langword="null"/> where it was rejected or has ended without a form.</summary>
    public T? Form { get; }

    /// <summary>Reads an output.</summary>
    /// <param name="json">One JSON object in UTF-8.</param>
    /// <param name="approvedColumn">The column that is true for a form that approves; <see langword="null"/>: it has none.</param>
    /// <returns>The outcome; <see langword="null"/> for an empty object: the node was marked as completed without an output.</returns>
    /// <exception cref="FormatException">It is no outcome of an approval, or the form is wrong.</exception>
    public static ApprovalOutcome<T>? Read(ReadOnlyMemory<byte> json, string? approvedColumn) =>
        ApprovalJson.Read(json) is not { } output ? null
        : new ApprovalOutcome<T>(output, output is { Result: ApprovalResult.Approved, Form: { } form } ? ReadForm(form, approvedColumn) : null);

    private static T ReadForm(string json, string? approvedColumn)
    {
        using var document = JsonDocument.Parse(json);
        var complete = ApprovalJson.Form(document.RootElement, approvedColumn, isApproved: true);
        return T.TryReadJson(complete.Span, new JsonDecoder(), out var form, out var reason) ? form
            : throw new FormatException($"The form of the approval is no {typeof(T).Name}: {reason}.");
    }
}
