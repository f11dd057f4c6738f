namespace Dataflow.Pipelines.Generators.Reading;

/// <summary>Where a type stands and how its declaration is continued in generated code.</summary>
/// <param name="Namespace">Dotted; empty for the global one.</param>
/// <param name="Containers">Declarations of the types around it, outermost first, as in <c>class Outer&lt;T&gt;</c>.</param>
/// <param name="Keyword">As in <c>record struct</c>.</param>
/// <param name="Name">Identifier, escaped where it is a keyword.</param>
/// <param name="TypeParameters">As in <c>&lt;T&gt;</c>; empty for most.</param>
/// <param name="FullName">Name with <c>global::</c>, for use in code.</param>
/// <param name="MetadataName">Full metadata name, unique in the assembly.</param>
/// <param name="IsPartial">Whether it and all types around it are partial.</param>
/// <param name="IsVisible">Whether the whole assembly sees it.</param>
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
    /// <summary>Whether short names in generated code could mean something of the user's.</summary>
    public bool HasClashes { get; init; }

    /// <summary>Whether a type of the user's hides the word <c>var</c> in the generated part: there is a stub at most.</summary>
    public bool HidesVar { get; init; }

    /// <summary>Whether only its own file sees it, or a type around it: a part in another file is another type.</summary>
    public bool IsFileLocal { get; init; }

    /// <summary>The name of the type inside its own declaration.</summary>
    public string Self => Name + TypeParameters;

    /// <summary>The type's own declaration, without what it implements.</summary>
    public string Declaration => "partial " + Keyword + " " + Self;
}
