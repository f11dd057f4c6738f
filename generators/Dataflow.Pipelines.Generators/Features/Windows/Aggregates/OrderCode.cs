using Dataflow.Pipelines.Generators.Records;

namespace Dataflow.Pipelines.Generators.Features.Windows.Aggregates;

/// <summary>Writes how two values of a member compare: the same total order in every aggregate, so that no result depends on the order of the records.</summary>
internal static class OrderCode
{
    /// <summary>Whether the left value is less, or greater.</summary>
    public static string IsFurther(CodecKind codec, bool isLeast, string left, string right) =>
        codec switch
        {
            CodecKind.Text => "string.CompareOrdinal(" + left + ", " + right + ")" + (isLeast ? " < 0" : " > 0"),
            CodecKind.Float32 or CodecKind.Float64 => "flow::CodeGeneration.NumberOrder." + (isLeast ? "IsLess(" : "IsGreater(") + left + ", " + right + ")",
            _ => left + (isLeast ? " < " : " > ") + right,
        };

    /// <summary>Whether two values are equal in that order.</summary>
    public static string AreEqual(CodecKind codec, string left, string right) =>
        codec is CodecKind.Float32 or CodecKind.Float64 ? "flow::CodeGeneration.NumberOrder.AreEqual(" + left + ", " + right + ")" : left + " == " + right;
}
