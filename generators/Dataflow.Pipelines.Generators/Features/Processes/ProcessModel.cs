using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Processes;

/// <summary>A process.</summary>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Environment">The variables, each as <c>NAME=value</c>.</param>
/// <param name="WorkingFolder">The folder that it works in.</param>
/// <param name="OutputLimit">The bytes of output that are logged; null for the default.</param>
/// <param name="RunSettings">Its settings.</param>
internal sealed record ProcessModel(TextModel Command, EquatableArray<TextModel> Environment, TextModel? WorkingFolder, int? OutputLimit, RunSettings RunSettings)
    : RunPart(RunSettings);
