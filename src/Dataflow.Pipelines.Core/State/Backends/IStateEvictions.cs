namespace Dataflow.Pipelines.State;

/// <summary>Takes entries that leave memory. Called by the lane.</summary>
public interface IStateEvictions
{
    /// <summary>Begins an entry, which is in memory no longer, until it is given back by <see cref="DeclaredState.Load"/>.</summary>
    /// <param name="state">Its state.</param>
    /// <param name="ns">Its namespace.</param>
    /// <param name="key">Its key.</param>
    /// <param name="isChanged">Whether it has changed since the last snapshot: the next one must have it, and <see cref="DeclaredState.WriteChanges"/> will not write it.</param>
    /// <returns>Takes the value.</returns>
    BinaryWriter Begin(DeclaredState state, long ns, UInt128 key, bool isChanged);

    /// <summary>The value is written.</summary>
    void End();
}
