namespace Dataflow.Pipelines.Tests.Checkpoints.Protocol;

/// <summary>Size of the job whose states are enumerated.</summary>
/// <param name="Lanes">All lanes.</param>
/// <param name="Sources">Lanes of sources: the first of all lanes.</param>
/// <param name="Requests">Checkpoints that are requested.</param>
/// <param name="Tolerated">Consecutive checkpoints that may fail.</param>
internal sealed record ProtocolBounds(int Lanes, int Sources, int Requests, int Tolerated);
