namespace Dataflow.Pipelines.State;

/// <summary>Flags of a slot for a backend that stores changes or has entries outside memory.</summary>
[Flags]
internal enum SlotFlags : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It may have changed since the last snapshot.</summary>
    Changed = 1,

    /// <summary>It was used since the table was last searched for entries to evict.</summary>
    Used = 2,

    /// <summary>A snapshot holds an entry of the key: where the value is gone, the next one must contain its removal.</summary>
    Stored = 4,

    /// <summary>It was evicted from memory.</summary>
    Evicted = 8,
}
