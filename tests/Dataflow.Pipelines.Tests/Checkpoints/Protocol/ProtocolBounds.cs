namespace Dataflow.Pipelines.Tests.Checkpoints.Protocol;

/// <summary>How large the job is whose states are enumerated.</summary>
/// <param name="Lanes">All lanes.</param>
/// <param name="Sources">Lanes of sources, the first of them.</param>
/// <param name="Requests">Checkpoints that are asked for.</param>
/// <param name="Tolerated">Checkpoints in a row that may fail.</param>
internal sealed record ProtocolBounds(int Lanes, int Sources, int Requests, int Tolerated);
