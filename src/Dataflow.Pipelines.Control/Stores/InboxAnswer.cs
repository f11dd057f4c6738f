namespace Dataflow.Pipelines.Control.Stores;

/// <summary>The answer to an item of the inbox.</summary>
/// <param name="Number">The item's number.</param>
/// <param name="IsDone">Whether it was done; else the text says why not.</param>
/// <param name="Text">For the one who asked; of a started run its id.</param>
internal sealed record InboxAnswer(long Number, bool IsDone, string Text);
