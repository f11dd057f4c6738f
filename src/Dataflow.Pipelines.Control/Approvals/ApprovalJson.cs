using System.Text;
using System.Text.Json;

namespace Dataflow.Pipelines.Control.Approvals;

/// <summary>The output of an approval: one JSON object.</summary>
internal static class ApprovalJson
{
    private const string Approved = "approved";
    private const string Rejected = "rejected";

    /// <summary>The result as triggers compare it.</summary>
    public static string Of(ApprovalResult result) => result == ApprovalResult.Approved ? Approved : Rejected;

    /// <summary>Writes an output.</summary>
    public static string Write(ApprovalOutput output)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            writer.WriteString("approval_result", Of(output.Result));
            writer.WriteString("approval_comment", output.Comment);
            writer.WriteString("decided_by", output.DecidedBy);
            writer.WriteString("decided_at", output.DecidedAt);
            writer.WritePropertyName("form");
            writer.WriteRawValue(output.Form ?? "null");
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    /// <summary>Reads an output.</summary>
    /// <returns>The output; null for an empty object: the node was marked as completed without one.</returns>
    /// <exception cref="FormatException">It is no such output: states the member.</exception>
    public static ApprovalOutput? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw Fault($"it is a JSON {root.ValueKind.ToString().ToLowerInvariant()}");
            }

            return root.EnumerateObject().Any() ? Read(root) : null;
        }
        catch (JsonException fault)
        {
            throw Fault("it is not JSON: " + fault.Message.TrimEnd('.'));
        }
    }

    /// <summary>The form with the column that the decision sets.</summary>
    /// <param name="form">A JSON object.</param>
    /// <param name="approvedColumn">Name of the column; null: there is none.</param>
    /// <param name="isApproved">Its value.</param>
    public static ReadOnlyMemory<byte> Form(JsonElement form, string? approvedColumn, bool isApproved)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            foreach (var member in form.EnumerateObject().Where(member => member.Name != approvedColumn))
            {
                member.WriteTo(writer);
            }

            if (approvedColumn is not null)
            {
                writer.WriteBoolean(approvedColumn, isApproved);
            }

            writer.WriteEndObject();
        }

        return text.ToArray();
    }

    private static ApprovalOutput Read(JsonElement root)
    {
        var result = Text(root, "approval_result") switch
        {
            Approved => ApprovalResult.Approved,
            Rejected => ApprovalResult.Rejected,
            null => throw Fault("approval_result is missing"),
            var other => throw Fault($"approval_result is '{other}', not '{Approved}' or '{Rejected}'"),
        };
        var by = Text(root, "decided_by");
        if (string.IsNullOrWhiteSpace(by))
        {
            throw Fault("decided_by is missing");
        }

        if (Text(root, "decided_at") is not { } at)
        {
            throw Fault("decided_at is missing");
        }

        if (!IsoTime.TryInstant(Encoding.UTF8.GetBytes(at), out var instant))
        {
            throw Fault($"decided_at is no date-time: \"{at}\"");
        }

        return new ApprovalOutput(result, Text(root, "approval_comment"), by, instant, FormOf(root));
    }

    private static string? FormOf(JsonElement root) =>
        !root.TryGetProperty("form", out var form) || form.ValueKind == JsonValueKind.Null ? null
        : form.ValueKind == JsonValueKind.Object ? form.GetRawText()
        : throw Fault("form is no object");

    private static string? Text(JsonElement root, string name) =>
        !root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Fault($"{name} is no text: {value.GetRawText()}");

    private static FormatException Fault(string problem) => new($"The output is no decision of an approval: {problem}.");
}
