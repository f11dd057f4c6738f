using Dataflow.Pipelines.Generators.Records;

namespace Dataflow.Pipelines.Generators.Features.Windows.Aggregates;

/// <summary>Writes the comparison of two values of a member: the same total order in every aggregate, so that no result depends on the order of the records.</summary>
internal static class OrderCode
{
    /// <summary>The left value is less than the right one, or greater if not <paramref name="isLeast"/>.</summary>
    public static string IsFurther(CodecKind codec, bool isLeast, string left, string right) =>
        codec switch
        {
            CodecKind.Text => "string.CompareOrdinal(" + left + ", " + right + ")" + (isLeast ? " < 0" : " > 0"),
            CodecKind.Float32 or CodecKind.Float64 => "flow::CodeGeneration.NumberOrder." + (isLeast ? "IsLess(" : "IsGreater(") + left + ", " + right + ")",
            _ => left + (isLeast ? " < " : " > ") + right,
        };

    /// <summary>Two values are equal in that order.</summary>
    public static string AreEqual(CodecKind codec, string left, string right) =>
        codec is CodecKind.Float32 or CodecKind.Float64 ? "flow::CodeGeneration.NumberOrder.AreEqual(" + left + ", " + right + ")" : left + " == " + right;
}
