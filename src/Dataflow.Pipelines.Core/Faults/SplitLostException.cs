namespace Dataflow.Pipelines.Faults;

/// <summary>
/// Splits were taken away from a lane with messages that it has read since the last checkpoint. The job ends: from its last checkpoint it goes on
/// without them, and the next owner of the splits reads them once.
/// </summary>
/// <param name="unsettled">The splits and their messages, each as <c>topic[3] (100 to 120)</c>.</param>
internal sealed class SplitLostException(IReadOnlyList<string> unsettled)
    : Exception(
        $"the service has revoked {string.Join(", ", unsettled.Take(Named))}{(unsettled.Count > Named ? $" and {unsettled.Count - Named} more" : "")} from this reader, " +
        "with messages that no checkpoint contains yet; their next reader reads them again. The job must restart from its last checkpoint, so that they do not count twice.")
{
    private const int Named = 5;
}
