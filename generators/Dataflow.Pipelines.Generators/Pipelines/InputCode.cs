using System.Linq;
using Dataflow.Pipelines.Generators.Records;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>Writes how an input is read, and describes its values.</summary>
internal static class InputCode
{
    /// <summary>Its type as nullable.</summary>
    public static string Type(InputModel input) => Types.Short(input.TypeName) + "?";

    /// <summary>The call that reads it.</summary>
    public static string Read(InputModel input)
    {
        var name = "(" + Literals.Text(input.Id) + ")";
        return input.Codec switch
        {
            CodecKind.Text => "values.Text" + name,
            CodecKind.Duration => "values.Duration" + name,
            CodecKind.Enum => "values.Choice<" + Types.Short(input.TypeName) + ">" + name,
            _ => "values.Value<" + Types.Short(input.TypeName) + ">" + name,
        };
    }

    /// <summary>A readable description of its values.</summary>
    public static string Describe(InputModel input) =>
        input.Codec switch
        {
            CodecKind.Text => "text",
            CodecKind.Duration => "duration",
            CodecKind.Boolean => "true or false",
            CodecKind.Float32 or CodecKind.Float64 or CodecKind.Decimal => "number",
            CodecKind.Uuid => "UUID",
            CodecKind.TableName => "table name",
            CodecKind.Instant or CodecKind.DateTime => "date-time",
            CodecKind.Date => "date",
            CodecKind.TimeOfDay => "time of day",
            CodecKind.Enum => string.Join(" | ", input.Enum!.Values.Select(value => value.Text)),
            _ => "integer",
        };
}
