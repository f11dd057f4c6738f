using Dataflow.Pipelines.Graph;

namespace Dataflow.Pipelines.Control.Config;

/// <summary>The value that the run store holds for an input.</summary>
/// <param name="Name">snake_case name of the input.</param>
/// <param name="Text">The value; encrypted where it is sensitive, see <see cref="InputCipher"/>.</param>
/// <param name="Type">The kind of the value, for programs that read the table: <c>STRING</c>, <c>INT</c>, <c>BOOLEAN</c> or <c>JSON</c>.</param>
/// <param name="IsSensitive">Whether the text is encrypted.</param>
/// <param name="At">When the value was stored.</param>
internal sealed record StoredInput(string Name, string Text, string Type, bool IsSensitive, DateTimeOffset At)
{
    /// <summary>The kind of the values of an input. Durations, numbers with fractions, dates and choices are texts.</summary>
    public static string TypeOf(InputDescriptor input) => input.Type switch
    {
        "integer" => "INT",
        "true or false" => "BOOLEAN",
        _ => "STRING",
    };
}
