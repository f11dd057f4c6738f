using System.Linq;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Records;

namespace Dataflow.Pipelines.Generators.Features.Runs;

/// <summary>A value of an output, or of a record in one, that triggers and templates can name.</summary>
/// <param name="Column">Its name in them.</param>
/// <param name="Code">How it is read, after its owner and a dot.</param>
/// <param name="Codec">How it is written and read.</param>
/// <param name="TypeName">Name of the type with <c>global::</c>, without its <c>?</c>.</param>
/// <param name="TypeDisplay">The type in messages.</param>
/// <param name="IsOptional">Whether it may be missing in an output that is there.</param>
internal sealed record OutputValue(string Column, string Code, CodecKind Codec, string TypeName, string TypeDisplay, bool IsOptional)
{
    /// <summary>The enumeration, of a value of one.</summary>
    public EnumModel? Enum { get; init; }

    /// <summary>Whether not each output of the node has it; the feature of the node checks who takes it.</summary>
    public bool IsConditional { get; init; }

    /// <summary>The texts that it can have; null for any.</summary>
    public IReadOnlyList<string>? Texts { get; init; }

    /// <summary>A member of a record.</summary>
    public static OutputValue Of(RecordMember member) =>
        new(member.Column, PipelineNames.Member(member.Name), member.Codec, member.TypeName, member.TypeDisplay, member.IsNullable) { Enum = member.Enum };

    /// <summary>The members of a record; none where it is unknown.</summary>
    public static IReadOnlyList<OutputValue> Of(RecordModel? record) => record is null ? [] : [.. record.Members.Select(Of)];
}
