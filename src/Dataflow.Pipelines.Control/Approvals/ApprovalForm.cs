using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Dataflow.Pipelines.Control.Approvals;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>The form of an approval: a record without the column that the decision itself sets. Immutable.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ApprovalForm
{
    // The output that contains the form is deeper, and is read with the default limit of 64.
    private static readonly JsonDocumentOptions Limited = new() { MaxDepth = 32 };

    private readonly string? _approvedColumn;
    private readonly Func<ReadOnlyMemory<byte>, string?> _read;

    private ApprovalForm(RecordSchema schema, string? approvedColumn, Func<ReadOnlyMemory<byte>, string?> read)
    {
        (_approvedColumn, _read) = (approvedColumn, read);
        Name = schema.Name;
        Fields = [.. schema.Columns.Where(column => column.Name != approvedColumn)];
    }

    /// <summary>The record's name in snake_case.</summary>
    public string Name { get; }

    /// <summary>The columns that an approver fills; the form's JSON has their names.</summary>
    public IReadOnlyList<RecordColumn> Fields { get; }

    /// <summary>The form of a record type.</summary>
    /// <param name="approvedColumn">The column that is true for a form that approves; <see langword="null"/>: it has none.</param>
    public static ApprovalForm Of<T>(string? approvedColumn)
        where T : struct, IRecord<T> => new(T.Schema, approvedColumn, Read<T>);

    /// <summary>What is wrong with a form, as a sentence without its full stop; <see langword="null"/> where it is right.</summary>
    /// <param name="json">The form: one JSON object in UTF-8.</param>
    public string? Check(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var form = JsonDocument.Parse(json, Limited);
            if (form.RootElement.ValueKind != JsonValueKind.Object)
            {
                return $"a form is a JSON object, not {form.RootElement.ValueKind.ToString().ToLowerInvariant()}";
            }

            return FindProblem(form.RootElement) ?? _read(ApprovalJson.Form(form.RootElement, _approvedColumn, isApproved: true));
        }
        catch (JsonException fault)
        {
            return "a form is a JSON object; this text is not JSON: " + fault.Message.TrimEnd('.');
        }
    }

    /// <summary>The form for programs that show it: <c>{"name":"…","fields":[{"name":"…","type":"…","nullable":false}]}</c>.</summary>
    internal string Describe()
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            writer.WriteString("name", Name);
            writer.WriteStartArray("fields");
            foreach (var field in Fields)
            {
                writer.WriteStartObject();
                writer.WriteString("name", field.Name);
                writer.WriteString("type", JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Type.ToString()));
                writer.WriteBoolean("nullable", field.Nullable);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static string? Read<T>(ReadOnlyMemory<byte> json)
        where T : struct, IRecord<T> =>
        T.TryReadJson(json.Span, new JsonDecoder(), out _, out var reason) ? null : reason;

    private string? FindProblem(JsonElement form)
    {
        var seen = new HashSet<string>();
        foreach (var member in form.EnumerateObject())
        {
            if (member.Name == _approvedColumn)
            {
                return $"'{member.Name}' follows from the decision and is not a member of the form";
            }

            if (Fields.All(field => field.Name != member.Name))
            {
                var members = Fields.Select(static field => field.Name).ToList();
                var nearest = NearestName.Find(member.Name, members);
                return $"the form has no member '{member.Name}'"
                    + (nearest is not null ? NearestName.Ask(nearest).TrimEnd('?') : members.Count > 0 ? "; its members are " + string.Join(", ", members) : "; it has no members");
            }

            if (!seen.Add(member.Name))
            {
                return $"the member '{member.Name}' is given twice";
            }
        }

        return null;
    }
}
