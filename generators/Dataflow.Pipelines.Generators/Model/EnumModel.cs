namespace Dataflow.Pipelines.Generators.Model;

/// <summary>An enumeration whose members are written as snake_case text.</summary>
/// <param name="FullName">Name with <c>global::</c>.</param>
/// <param name="Name">Its own name, an identifier.</param>
/// <param name="Values">Its members; of several with one value or one text, the first.</param>
internal sealed record EnumModel(string FullName, string Name, EquatableArray<EnumValue> Values);

/// <summary>A member of an enumeration and its text.</summary>
internal sealed record EnumValue(string Member, string Text);
