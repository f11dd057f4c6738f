namespace Dataflow.Pipelines.Generators.Reading;

/// <summary>The location of a type and the declaration of its generated part.</summary>
/// <param name="Namespace">Dotted; empty for the global one.</param>
/// <param name="Containers">Declarations of the types around it, outermost first, as in <c>class Outer&lt;T&gt;</c>.</param>
/// <param name="Keyword">As in <c>record struct</c>.</param>
/// <param name="Name">Identifier, escaped where it is a keyword.</param>
/// <param name="TypeParameters">As in <c>&lt;T&gt;</c>; empty for most.</param>
/// <param name="FullName">Name with <c>global::</c>, for use in code.</param>
/// <param name="MetadataName">Full metadata name, unique in the assembly.</param>
/// <param name="IsPartial">Whether it and all types around it are partial.</param>
/// <param name="IsVisible">Whether it is accessible in the entire assembly.</param>
internal sealed record TypeIdentity(
    string Namespace,
    EquatableArray<string> Containers,
    string Keyword,
    string Name,
    string TypeParameters,
    string FullName,
    string MetadataName,
    bool IsPartial,
    bool IsVisible)
{
    /// <summary>Whether short names in generated code could refer to symbols of the user.</summary>
    public bool HasClashes { get; init; }

    /// <summary>Whether a user type hides the keyword <c>var</c> in the generated part: at most a stub is written.</summary>
    public bool HidesVar { get; init; }

    /// <summary>Whether it, or a type around it, is file-local: a part in another file would be another type.</summary>
    public bool IsFileLocal { get; init; }

    /// <summary>The name of the type inside its own declaration.</summary>
    public string Self => Name + TypeParameters;

    /// <summary>The type's own declaration, without its interfaces.</summary>
    public string Declaration => "partial " + Keyword + " " + Self;
}
