namespace Dataflow.Pipelines.State;

/// <summary>What a table notes of a slot for a backend that takes changes or has entries beside memory.</summary>
[Flags]
internal enum SlotFlags : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It may have changed since the last snapshot.</summary>
    Changed = 1,

    /// <summary>It was used since the table was last searched for entries to evict.</summary>
    Used = 2,

    /// <summary>A snapshot holds an entry of the key: where the value is gone, the next one must say so.</summary>
    Stored = 4,

    /// <summary>It has left memory.</summary>
    Evicted = 8,
}
