namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary>A published version of a definition; <c>ClassVersion</c> is the one that the class states.</summary>
internal sealed record DefinitionVersion(int Version, string JobType, string ClassVersion, DateTimeOffset Created, string? CreatedBy);
