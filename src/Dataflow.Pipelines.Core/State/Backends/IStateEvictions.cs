namespace Dataflow.Pipelines.State;

/// <summary>Receives evicted entries. Called by the lane.</summary>
public interface IStateEvictions
{
    /// <summary>Begins an entry, which is no longer in memory until <see cref="DeclaredState.Load"/> loads it.</summary>
    /// <param name="state">Its state.</param>
    /// <param name="ns">Its namespace.</param>
    /// <param name="key">Its key.</param>
    /// <param name="isChanged">Whether it has changed since the last snapshot: the next one must contain it, and <see cref="DeclaredState.WriteChanges"/> will not write it.</param>
    /// <returns>Receives the value.</returns>
    BinaryWriter Begin(DeclaredState state, long ns, UInt128 key, bool isChanged);

    /// <summary>Ends the entry: its value is written.</summary>
    void End();
}
