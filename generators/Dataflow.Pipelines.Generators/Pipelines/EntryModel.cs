namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>A pipeline that a generated entry point could run.</summary>
/// <param name="FullName">Name of the class with <c>global::</c>.</param>
/// <param name="IsVisible">Whether the entry point sees it.</param>
/// <param name="IsRunnable">Whether an object of it can be made; else Main only keeps the compiler from asking for one.</param>
internal sealed record EntryModel(string FullName, bool IsVisible, bool IsRunnable);
