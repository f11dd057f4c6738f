using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;

namespace Dataflow.Pipelines.Generators.Keys;

/// <summary>Writes the hash of a member's value as an expression; null has its own hash.</summary>
internal static class FingerprintCode
{
    /// <summary>Name of the parameter for the job's hash.</summary>
    public const string Hash = "hash";

    /// <summary>The parameter for the job's hash.</summary>
    public const string Parameter = "flow::CodeGeneration.KeyHash " + Hash;

    /// <param name="member">The member.</param>
    /// <param name="record">The variable that holds the record.</param>
    /// <param name="local">A free name for the value of a nullable member.</param>
    public static string Of(RecordMember member, string record, string local)
    {
        var value = record + "." + TypeParser.Identifier(member.Name);
        return !member.IsNullable || member.Codec is CodecKind.Text or CodecKind.ByteArray
            ? Hash + ".Of(" + Argument(member.Codec, value) + ")"
            : "(" + value + " is { } " + local + " ? " + Hash + ".Of(" + Argument(member.Codec, local) + ") : " + Hash + ".Null)";
    }

    /// <summary>The key of several parts: each of them is tagged with its type and length.</summary>
    public static string Of(string first, string second) => Hash + ".Of(" + first + ", " + second + ")";

    private static string Argument(CodecKind codec, string value) =>
        codec switch
        {
            CodecKind.UInt8 or CodecKind.UInt16 or CodecKind.UInt32 => "(ulong)" + value,
            CodecKind.Int8 or CodecKind.Int16 or CodecKind.Int32 => "(long)" + value,
            CodecKind.Enum => "unchecked((long)" + value + ")",
            CodecKind.Float32 => "(double)" + value,
            CodecKind.ByteMemory => value + ".Span",
            _ => value,
        };
}
