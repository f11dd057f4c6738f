using System.Collections.Generic;
using Dataflow.Pipelines.Generators.Graph;

namespace Dataflow.Pipelines.Generators.Rules;

/// <summary>Triggers can be read, and what they name is there.</summary>
internal static class TriggerRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph) => [];
}
