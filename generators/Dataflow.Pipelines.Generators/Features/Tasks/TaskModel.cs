using System.Linq;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Tasks;

/// <summary>A task.</summary>
/// <param name="Parameters">In the order of their declaration.</param>
/// <param name="Returned">The record that it returns; null for a task without an output.</param>
/// <param name="IsValueTask">Whether it returns a <c>ValueTask</c>.</param>
/// <param name="IsTask">Whether it returns a task at all.</param>
/// <param name="TypeParameters">Number of its type parameters.</param>
/// <param name="RunSettings">Its settings.</param>
internal sealed record TaskModel(EquatableArray<TaskParameter> Parameters, TypeModel? Returned, bool IsValueTask, bool IsTask, int TypeParameters, RunSettings RunSettings)
    : RunPart(RunSettings)
{
    public override IEnumerable<TypeModel?> Types => Parameters.Select(static parameter => parameter.Type);

    public override TypeModel? Output(TypeModel? carried) => Returned;
}
