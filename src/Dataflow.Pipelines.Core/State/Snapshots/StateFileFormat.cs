namespace Dataflow.Pipelines.State;

/// <summary>The part that every version of a head has.</summary>
/// <param name="Format">Version of the file.</param>
internal sealed record StateFileFormat(int Format);
