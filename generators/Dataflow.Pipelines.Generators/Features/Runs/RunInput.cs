using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Runs;

/// <summary>A parameter that takes something from the outputs of runs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsOutput">Whether it takes the output of a node (<c>[From]</c>); else a value (<c>[Value]</c>).</param>
/// <param name="Type">Its type without its <c>?</c>.</param>
/// <param name="IsNullable">Whether it may be null.</param>
/// <param name="Source">The node of <c>[From]</c>, or the template of <c>[Value]</c>.</param>
internal sealed record RunInput(string Name, bool IsOutput, TypeModel Type, bool IsNullable, TextModel Source);
