namespace Dataflow.Pipelines.State;

/// <summary>A key always belongs to the same one of 128 key groups, a key group to one lane for the duration of a job.</summary>
public static class KeyGroups
{
    /// <summary>Number of key groups, and so the most lanes that a keyed node can have.</summary>
    public const int Count = 128;

    /// <summary>
    /// The group of a key: the top bits of the fingerprint. State tables index by other bits; sharing bits between the choice
    /// of the lane and that of the slot measured seventy times slower.
    /// </summary>
    public static int Of(UInt128 fingerprint) => (int)((ulong)(fingerprint >> 64) >> 57);

    /// <summary>The lane that owns a group.</summary>
    public static int LaneOf(int group, int lanes) => group * lanes / Count;

    /// <summary>The first group that a lane owns.</summary>
    internal static int FirstOf(int lane, int lanes) => ((lane * Count) + lanes - 1) / lanes;
}
