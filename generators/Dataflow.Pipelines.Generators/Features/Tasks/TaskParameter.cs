using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Tasks;

/// <summary>A parameter of a task.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">What it is bound to.</param>
/// <param name="Type">Its type.</param>
/// <param name="Input">What it takes from the outputs of the run.</param>
internal sealed record TaskParameter(string Name, TaskRole Role, TypeModel Type, RunInput? Input);
