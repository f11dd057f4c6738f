namespace Dataflow.Pipelines.Generators.Model;

/// <summary>A type that a node carries.</summary>
/// <param name="FullName">Name with <c>global::</c>.</param>
/// <param name="Display">What people call it.</param>
/// <param name="IsRecord">Whether it carries <c>[Record]</c>.</param>
/// <param name="IsUnknown">It does not exist: the compiler says so.</param>
internal sealed record TypeModel(string FullName, string Display, bool IsRecord, bool IsUnknown);
