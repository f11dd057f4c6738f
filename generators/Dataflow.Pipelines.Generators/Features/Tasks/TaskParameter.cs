using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Tasks;

/// <summary>A parameter of a task.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">What it is bound to.</param>
/// <param name="Type">Its type without its <c>?</c>.</param>
/// <param name="IsNullable">Whether it may be null.</param>
/// <param name="Source">The node of <c>[From]</c>, or the template of <c>[Value]</c>.</param>
internal sealed record TaskParameter(string Name, TaskRole Role, TypeModel Type, bool IsNullable, TextModel? Source);
