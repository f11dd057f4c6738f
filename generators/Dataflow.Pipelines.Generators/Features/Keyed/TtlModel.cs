using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Keyed;

/// <summary>How long a state lives.</summary>
/// <param name="Length">A duration.</param>
/// <param name="Refresh">Name of what begins the span anew.</param>
/// <param name="Clock">Name of the time that it is measured in.</param>
internal sealed record TtlModel(TextModel Length, string Refresh, string Clock);
