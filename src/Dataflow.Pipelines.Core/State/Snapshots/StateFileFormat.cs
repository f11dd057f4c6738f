namespace Dataflow.Pipelines.State;

/// <summary>What every version of a head says.</summary>
/// <param name="Format">Version of the file.</param>
internal sealed record StateFileFormat(int Format);
