namespace Dataflow.Pipelines.Control.Stores;

/// <summary>What is asked of a pipeline from outside.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">Idempotency key: a second item with the same kind and key is refused.</param>
/// <param name="Body">One JSON object.</param>
/// <param name="Who">Who asks.</param>
internal sealed record InboxItem(InboxKind Kind, string Key, string Body, string Who);
