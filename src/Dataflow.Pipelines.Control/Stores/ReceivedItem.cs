namespace Dataflow.Pipelines.Control.Stores;

/// <summary>An item of the inbox.</summary>
/// <param name="Number">Its number: later items have greater ones.</param>
/// <param name="Item">The item.</param>
internal sealed record ReceivedItem(long Number, InboxItem Item);
