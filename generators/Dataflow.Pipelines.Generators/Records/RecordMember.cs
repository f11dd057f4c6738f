using Dataflow.Pipelines.Generators.Features.Windows.Aggregates;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Records;

/// <summary>One member of a record: a column, and a value in its JSON.</summary>
/// <param name="Index">Position among the members: column, and index into the decoder's caches.</param>
/// <param name="Ordinal">Position among the declared members of the type, for diagnostics; -1 for a parameter.</param>
/// <param name="Name">Identifier of the property.</param>
/// <param name="JsonPath">Property names from the outermost inwards.</param>
/// <param name="TypeName">Name of the type with <c>global::</c>, without its <c>?</c>.</param>
/// <param name="TypeDisplay">The type in messages.</param>
/// <param name="Codec">How it is written and read.</param>
/// <param name="IsNullable">Whether its value may be null.</param>
/// <param name="IsParameter">Whether it is a constructor parameter; otherwise it is set by name.</param>
/// <param name="Default">C# expression of the default parameter value.</param>
/// <param name="HasInitializer">Whether it is a property with an initializer, used for a missing field.</param>
/// <param name="Enum">The enumeration, for <see cref="CodecKind.Enum"/>.</param>
/// <param name="Digits">Precision and scale, for <see cref="CodecKind.Decimal"/>.</param>
/// <param name="Computed">The aggregate of a window, with its arguments.</param>
internal sealed record RecordMember(
    int Index,
    int Ordinal,
    string Name,
    EquatableArray<string> JsonPath,
    string TypeName,
    string TypeDisplay,
    CodecKind Codec,
    bool IsNullable,
    bool IsParameter,
    string? Default,
    bool HasInitializer,
    EnumModel? Enum,
    DecimalModel Digits,
    AggregateModel Computed)
{
    /// <summary>What it takes of the result of a node, besides the columns of a row.</summary>
    public MemberRole Role { get; init; }

    /// <summary>The kind of aggregate that a window computes here.</summary>
    public AggregateKind Aggregate => Computed.Kind;

    /// <summary>The JSON path with dots.</summary>
    public string JsonName => string.Join(".", JsonPath);

    /// <summary>Name of its column, and of its field in a state.</summary>
    public string Column => SnakeCase.Of(Name);

    /// <summary>Whether a message must contain a value for it.</summary>
    public bool IsRequired => !IsNullable && Default is null && !HasInitializer;

    /// <summary>Its type with the <c>?</c>.</summary>
    public string NullableTypeName => IsNullable ? TypeName + "?" : TypeName;
}
