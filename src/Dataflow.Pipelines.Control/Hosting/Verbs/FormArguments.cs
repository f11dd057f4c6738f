using System.Text;
using System.Text.Json;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Inputs;
using Dataflow.Pipelines.Syntax;

namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary>The form of an approval on a command line.</summary>
internal static class FormArguments
{
    /// <summary>The form: one JSON object, checked; empty where the approval has none.</summary>
    /// <param name="node">The approval.</param>
    /// <param name="json">The value of <c>--form</c>; null without it.</param>
    /// <param name="set">The values of <c>--set</c>.</param>
    /// <exception cref="InputException">It is wrong.</exception>
    public static string Read(ControlNode node, string? json, IReadOnlyList<string> set)
    {
        if (node.Approval?.Form is not { } form)
        {
            return json is null && set.Count == 0 ? "" : throw new InputException($"'{node.Id}' has no form: leave --form and --set out.");
        }

        if (json is not null && set.Count > 0)
        {
            throw new InputException("approvals approve has --form and --set: give one of them.");
        }

        var text = json ?? Write(form, set);
        return form.Check(Encoding.UTF8.GetBytes(text)) is { } problem
            ? throw new InputException($"The form '{form.Name}' of '{node.Id}' is wrong: {problem}. Its members are {Members(form)}: give each as --set MEMBER=VALUE, or all as --form JSON.")
            : text;
    }

    /// <summary>The members of a form, for people.</summary>
    public static string Members(ApprovalForm form) =>
        string.Join(", ", form.Fields.Select(static field => $"{field.Name} ({JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Type.ToString())}{(field.Nullable ? ", may be left out" : "")})"));

    private static string Write(ApprovalForm form, IReadOnlyList<string> set)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            foreach (var given in set)
            {
                var name = given.Split('=', 2)[0];
                if (name.Length == given.Length)
                {
                    throw new InputException($"--set is '{given}', which is no MEMBER=VALUE.");
                }

                if (form.Fields.FirstOrDefault(field => field.Name == name) is not { } field)
                {
                    throw new InputException($"--set: the form '{form.Name}' has no member '{name}'{NearestName.AskOrStop(NearestName.Find(name, form.Fields.Select(static field => field.Name)))}");
                }

                writer.WritePropertyName(name);
                Write(writer, field.Type, given[(name.Length + 1)..]);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    // What is no number or truth value is written as text: the record says what is wrong with it.
    private static void Write(Utf8JsonWriter writer, ColumnType type, string value)
    {
        if (type == ColumnType.Boolean && value is "true" or "false")
        {
            writer.WriteBooleanValue(value == "true");
        }
        else if (type is >= ColumnType.Int8 and <= ColumnType.Decimal && IsNumber(value))
        {
            writer.WriteRawValue(value);
        }
        else
        {
            writer.WriteStringValue(value);
        }
    }

    private static bool IsNumber(string value)
    {
        try
        {
            using var json = JsonDocument.Parse(value);
            return json.RootElement.ValueKind == JsonValueKind.Number;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
