using Dataflow.Pipelines.Generators.Model;
using Dataflow.Pipelines.Generators.Parsing;

namespace Dataflow.Pipelines.Generators.Emit.Pipelines;

/// <summary>Writes the fingerprint of a member's value as an expression.</summary>
internal static class FingerprintCode
{
    /// <summary>Named in full: a key has a method of the short name.</summary>
    public const string Method = "global::Dataflow.Pipelines.State.Fingerprint.Of";

    /// <param name="member">The member.</param>
    /// <param name="record">The variable that holds the record.</param>
    /// <param name="local">A free name for the value of a nullable member.</param>
    public static string Of(RecordMember member, string record, string local)
    {
        var value = record + "." + TypeParser.Identifier(member.Name);
        return !member.IsNullable || member.Codec == CodecKind.Text
            ? Method + "(" + Argument(member.Codec, value) + ")"
            : "(" + value + " is { } " + local + " ? " + Method + "(" + Argument(member.Codec, local) + ") : " + Method + "((string?)null))";
    }

    private static string Argument(CodecKind codec, string value) =>
        codec switch
        {
            CodecKind.Boolean => value + " ? 1UL : 0UL",
            CodecKind.UInt8 or CodecKind.UInt16 or CodecKind.UInt32 => "(ulong)" + value,
            CodecKind.Int8 or CodecKind.Int16 or CodecKind.Int32 => "(long)" + value,
            CodecKind.Enum => "unchecked((long)" + value + ")",
            CodecKind.Float32 or CodecKind.Float64 => "sys::BitConverter.DoubleToInt64Bits(" + value + ")",
            CodecKind.Instant => value + ".UtcTicks",
            CodecKind.DateTime or CodecKind.TimeOfDay or CodecKind.Duration => value + ".Ticks",
            CodecKind.Date => "(long)" + value + ".DayNumber",
            CodecKind.ByteArray => "(sys::ReadOnlySpan<byte>)" + value,
            CodecKind.ByteMemory => value + ".Span",
            _ => value,
        };
}
