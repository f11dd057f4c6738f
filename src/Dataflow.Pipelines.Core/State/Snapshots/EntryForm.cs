namespace Dataflow.Pipelines.State;

/// <summary>The form of the entries of a block. The numbers are stored.</summary>
internal enum EntryForm : byte
{
    /// <summary>A key and its value.</summary>
    Keyed = 1,

    /// <summary>A key whose value was removed.</summary>
    Removed = 2,

    /// <summary>A value without a key.</summary>
    Plain = 3,

    /// <summary>No entries: a namespace was removed, with the keys of the groups that the block names.</summary>
    NamespaceRemoved = 4,
}
