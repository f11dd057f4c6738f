namespace Dataflow.Pipelines.Faults;

/// <summary>
/// Splits were revoked from a lane that has read messages of them since the last checkpoint. The job ends: from its last checkpoint it continues
/// without these messages, so that only the next owner of the splits processes them.
/// </summary>
/// <param name="unsettled">The splits and their messages, each as <c>topic[3] (100 to 120)</c>.</param>
internal sealed class SplitLostException(IReadOnlyList<string> unsettled)
    : Exception(
        $"the service has revoked {string.Join(", ", unsettled.Take(Named))}{(unsettled.Count > Named ? $" and {unsettled.Count - Named} more" : "")} from this reader, " +
        "with messages that no checkpoint contains yet; their next reader reads them again. The job must restart from its last checkpoint, so that they do not count twice.")
{
    private const int Named = 5;
}
