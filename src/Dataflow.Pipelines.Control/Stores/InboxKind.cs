namespace Dataflow.Pipelines.Control.Stores;

/// <summary>What an item of the inbox is.</summary>
internal enum InboxKind
{
    /// <summary>An event.</summary>
    Event,

    /// <summary>A command.</summary>
    Command,
}
