using Dataflow.Pipelines.Generators.Records;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>An input of a pipeline.</summary>
/// <param name="Member">Position among the declared members, for diagnostics.</param>
/// <param name="Name">Name of the property.</param>
/// <param name="Id">Its name in snake_case: in templates and as environment variable.</param>
/// <param name="TypeName">Name of its type with <c>global::</c>, without its <c>?</c>.</param>
/// <param name="TypeDisplay">Its type in messages.</param>
/// <param name="Codec">How it is read from a text.</param>
/// <param name="Enum">The enumeration, where it is one.</param>
/// <param name="IsNullable">Whether it may be missing.</param>
/// <param name="IsRequired">Whether it must be given.</param>
/// <param name="IsInitOnly">Whether it is set at construction only.</param>
/// <param name="Description">Its description.</param>
/// <param name="IsSensitive">Whether its value is a secret.</param>
internal sealed record InputModel(
    int Member,
    string Name,
    string Id,
    string TypeName,
    string TypeDisplay,
    CodecKind Codec,
    EnumModel? Enum,
    bool IsNullable,
    bool IsRequired,
    bool IsInitOnly,
    string? Description,
    bool IsSensitive)
{
    /// <summary>Why the generated constructor cannot set it, as in <c>static</c>; otherwise null.</summary>
    public string? Oddity { get; init; }

    /// <summary>Its name on the command line, after the dashes.</summary>
    public string Option => Id.Replace('_', '-');
}
