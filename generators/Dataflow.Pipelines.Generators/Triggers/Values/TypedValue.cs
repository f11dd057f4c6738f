using Dataflow.Pipelines.Generators.Records;

namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>A value of a trigger or template as C#.</summary>
/// <param name="Code">The expression, from <c>at</c>; of a payload's member its path.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="TypeName">Its C# type without a <c>?</c>; empty for a constant null and a payload's member.</param>
/// <param name="TypeDisplay">Its type in messages.</param>
/// <param name="IsNullable">Whether it may be null.</param>
internal sealed record TypedValue(string Code, ValueKind Kind, string TypeName, string TypeDisplay, bool IsNullable)
{
    /// <summary>The enumeration, of a value of one.</summary>
    public EnumModel? Enum { get; init; }

    /// <summary>The texts that a text of a fixed set can have: a health, a status.</summary>
    public IReadOnlyList<string>? Texts { get; init; }

    /// <summary>Whether it is declared as nullable; else it is null only where its node has no output.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether it is written in the trigger.</summary>
    public bool IsConstant { get; init; }

    public static TypedValue Unknown { get; } = new("false", ValueKind.Unknown, "", "?", false);

    public static TypedValue Condition(string code) => new(code, ValueKind.Boolean, "bool", "bool", false);
}
