using System.Globalization;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Blocks;

/// <summary>
/// Splits were taken away from a lane with messages that it has read since the last checkpoint. The job ends: from its last checkpoint it goes on
/// without them, and the next owner of the splits reads them once.
/// </summary>
internal sealed class SplitLostException(IReadOnlyList<(SourceSplit Split, long Settled, long Next)> unsettled)
    : Exception(
        $"the service has taken {string.Join(", ", unsettled.Take(Named).Select(Describe))}{(unsettled.Count > Named ? $" and {unsettled.Count - Named} more" : "")} away, " +
        "with messages that no checkpoint holds yet; their next reader reads them again. The job must go on from its last checkpoint, so that they do not count twice: start it again.")
{
    private const int Named = 5;

    private static string Describe((SourceSplit Split, long Settled, long Next) lost) => string.Create(
        CultureInfo.InvariantCulture, $"{lost.Split.Source}[{lost.Split.Partition}] ({lost.Settled} to {lost.Next - 1})");
}
