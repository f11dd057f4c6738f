namespace Dataflow.Pipelines.Generators.Reading;

/// <summary>A type that a node carries.</summary>
/// <param name="FullName">Name with <c>global::</c>.</param>
/// <param name="Display">Its name in messages.</param>
/// <param name="IsRecord">Whether it carries <c>[Record]</c>.</param>
/// <param name="IsUnknown">Whether it does not exist, or is file-local: the compiler reports it.</param>
internal sealed record TypeModel(string FullName, string Display, bool IsRecord, bool IsUnknown);
