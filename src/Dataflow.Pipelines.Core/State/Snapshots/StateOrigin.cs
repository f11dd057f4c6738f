namespace Dataflow.Pipelines.State;

/// <summary>The file of a lane that blocks are read from. Blocks of one origin are in order.</summary>
/// <param name="Name">Name of the file, for errors.</param>
/// <param name="Lane">The lane that wrote it.</param>
/// <param name="Tables">The states that its blocks name by index.</param>
/// <param name="AreStored">Whether the next snapshot of the lane may build on its entries, and need not contain them again.</param>
internal sealed record StateOrigin(string Name, int Lane, IReadOnlyList<StateTableHead> Tables, bool AreStored);
