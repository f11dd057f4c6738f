namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>A pipeline that a generated entry point could run.</summary>
/// <param name="FullName">Name of the class with <c>global::</c>.</param>
/// <param name="IsVisible">Whether the entry point can access it.</param>
/// <param name="IsRunnable">Whether it can be instantiated; otherwise Main only prevents the compiler error for a missing Main.</param>
internal sealed record EntryModel(string FullName, bool IsVisible, bool IsRunnable);
