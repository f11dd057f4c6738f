using Dataflow.Pipelines.Control.Journal;

namespace Dataflow.Pipelines.Control.Stores;

/// <summary>What becomes durable together.</summary>
/// <param name="Changes">The changes, in order.</param>
/// <param name="Answers">Answers to items of the inbox, which are removed from it.</param>
internal sealed record AppendBatch(IReadOnlyList<Change> Changes, IReadOnlyList<InboxAnswer> Answers);
