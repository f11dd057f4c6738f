using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Features.Sources;

/// <summary>The event time of a source's records.</summary>
/// <param name="Member">Name of the member that holds it.</param>
/// <param name="MaxOutOfOrderness">A duration.</param>
/// <param name="IdleTimeout">A duration, or none.</param>
/// <param name="MaxAhead">A duration, or none.</param>
/// <param name="MaxDrift">A duration, or none.</param>
internal sealed record WatermarkModel(TextModel Member, TextModel? MaxOutOfOrderness, TextModel? IdleTimeout, TextModel? MaxAhead, TextModel? MaxDrift);
