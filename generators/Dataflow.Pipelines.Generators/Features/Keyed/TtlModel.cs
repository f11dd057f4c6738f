using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Keyed;

/// <summary>How long a state lives.</summary>
/// <param name="Length">A duration.</param>
/// <param name="Refresh">Name of the kind of call that resets the TTL.</param>
/// <param name="Clock">Name of the clock that measures it.</param>
internal sealed record TtlModel(TextModel Length, string Refresh, string Clock);
