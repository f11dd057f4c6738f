namespace Dataflow.Pipelines.State;

/// <summary>What the entries of a block are. The numbers are stored.</summary>
internal enum EntryForm : byte
{
    /// <summary>A key and its value.</summary>
    Keyed = 1,

    /// <summary>A key whose value is gone.</summary>
    Removed = 2,

    /// <summary>A value without a key.</summary>
    Plain = 3,

    /// <summary>No entries: a namespace is gone, with the keys of the groups that the block names.</summary>
    NamespaceRemoved = 4,
}
