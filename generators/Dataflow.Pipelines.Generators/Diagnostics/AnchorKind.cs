namespace Dataflow.Pipelines.Generators.Diagnostics;

/// <summary>The syntax element that a diagnostic points at.</summary>
internal enum AnchorKind
{
    /// <summary>The identifier of the type.</summary>
    Type,

    /// <summary>The identifier of a member.</summary>
    Member,

    /// <summary>The type of a member, or the return type of a method.</summary>
    MemberType,

    /// <summary>The identifier of a parameter.</summary>
    Parameter,

    /// <summary>The type of a parameter.</summary>
    ParameterType,

    /// <summary>An attribute.</summary>
    Attribute,

    /// <summary>An argument of an attribute, or a part of its text.</summary>
    Argument,

    /// <summary>The argument of an attribute of a parameter, or a part of its text.</summary>
    ParameterArgument,
}
