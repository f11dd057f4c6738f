using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Records;

/// <summary>An enumeration whose members are written as snake_case text.</summary>
/// <param name="FullName">Name with <c>global::</c>.</param>
/// <param name="Name">Its own name, an identifier.</param>
/// <param name="Values">The texts of its members, each once, in the order of declaration.</param>
/// <param name="Clash">Two members with different values and the same text, or <see langword="null"/>.</param>
internal sealed record EnumModel(string FullName, string Name, EquatableArray<EnumValue> Values, EnumClash? Clash);

/// <summary>A text of an enumeration and its member.</summary>
/// <param name="Member">The member that the text is read as: the first one with its value.</param>
/// <param name="Text">The text.</param>
/// <param name="IsAlias">Whether the text belongs to a later member with the same value: it is read but never written.</param>
internal sealed record EnumValue(string Member, string Text, bool IsAlias);

/// <summary>Two members of an enumeration that have the same text.</summary>
internal sealed record EnumClash(string First, string Second, string Text);
