namespace Dataflow.Pipelines.Generators.Diagnostics;

/// <summary>
/// A place in a type's declaration, identified by its syntax element and not by a position: a model holds no positions, so
/// a moved line changes no model. The analyzer finds the place in the syntax when it reports a diagnostic.
/// </summary>
/// <param name="Kind">The kind of syntax element.</param>
/// <param name="Member">Position among the declared members; -1 for the type itself and its primary constructor.</param>
/// <param name="Attribute">Name of the attribute, without <c>Attribute</c>.</param>
/// <param name="Occurrence">Which of several such attributes.</param>
/// <param name="Argument">Name of the argument; empty for the one without a name.</param>
/// <param name="Index">Position of the parameter, or of the element of an argument with several.</param>
/// <param name="Start">First character in the argument's text; -1 for the whole argument.</param>
/// <param name="Length">Number of characters in the argument's text.</param>
internal sealed record Anchor(
    AnchorKind Kind,
    int Member = -1,
    string Attribute = "",
    int Occurrence = 0,
    string Argument = "",
    int Index = 0,
    int Start = -1,
    int Length = 0)
{
    public static Anchor Type { get; } = new(AnchorKind.Type);

    public static Anchor OfMember(int member) => new(AnchorKind.Member, member);

    public static Anchor OfMemberType(int member) => new(AnchorKind.MemberType, member);

    public static Anchor OfParameter(int member, int index) => new(AnchorKind.Parameter, member, Index: index);

    public static Anchor OfParameterType(int member, int index) => new(AnchorKind.ParameterType, member, Index: index);

    public static Anchor OfAttribute(int member, string attribute, int occurrence = 0) => new(AnchorKind.Attribute, member, attribute, occurrence);

    public static Anchor OfArgument(int member, string attribute, string argument = "", int index = 0, int occurrence = 0) =>
        new(AnchorKind.Argument, member, attribute, occurrence, argument, index);

    /// <summary>The argument of an attribute of a method's parameter.</summary>
    public static Anchor OfParameterAttribute(int member, int index, string attribute) => new(AnchorKind.ParameterArgument, member, attribute, Index: index);

    /// <summary>A part of the argument's text.</summary>
    public Anchor Slice(int start, int length) => this with { Start = start, Length = length };
}
