namespace Dataflow.Pipelines.Generators.Graph;

/// <summary>A connection between two blocks.</summary>
/// <param name="From">The block upstream.</param>
/// <param name="Stream">Index of the node that represents the stream.</param>
/// <param name="To">The block downstream.</param>
/// <param name="Port">Which of its inputs: 1 is the right one of a join.</param>
internal sealed record Connection(BlockPlan From, int Stream, BlockPlan To, int Port = 0);
