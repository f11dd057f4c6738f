using Dataflow.Pipelines.Generators.Durations;

namespace Dataflow.Pipelines.Generators.Features.Runs;

/// <summary>The part of the model of a node with code that is executed in runs.</summary>
/// <param name="RunSettings">Its settings.</param>
internal abstract record RunPart(RunSettings RunSettings) : NodePart
{
    public override IEnumerable<NodeDuration> Durations => RunSettings.Durations;
}
