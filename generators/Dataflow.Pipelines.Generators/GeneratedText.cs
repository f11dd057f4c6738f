namespace Dataflow.Pipelines.Generators;

/// <summary>A generated file.</summary>
/// <param name="HintName">Its name.</param>
/// <param name="Text">Its text.</param>
internal sealed record GeneratedText(string HintName, string Text);
