namespace Dataflow.Pipelines.Testing.Formats;

/// <summary>A record inside a record, for <see cref="FormatSample"/>.</summary>
/// <param name="Name">A text.</param>
/// <param name="Count">A number.</param>
[Record]
public readonly partial record struct FormatSamplePart(string Name, int? Count);
