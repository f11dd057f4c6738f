namespace Dataflow.Pipelines.Generators.Model;

/// <summary>A pipeline that a generated entry point could run.</summary>
internal sealed record EntryModel(string FullName, bool IsVisible);
