using System.Globalization;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>The metadata of a committed offset: for the next reader, it names the job and the event time reached in the partition.</summary>
/// <param name="Instance">The instance whose checkpoint holds the offset.</param>
/// <param name="Attempt">The attempt of that instance that took the checkpoint.</param>
/// <param name="Checkpoint">Number of the checkpoint.</param>
/// <param name="Latest">The latest event time read in the partition, UTC ticks; <see cref="long.MinValue"/> without one.</param>
internal sealed record CommitNote(string Instance, long Attempt, long Checkpoint, long Latest)
{
    private const string Mark = "dataflow-pipelines/1";

    /// <summary>Reads the metadata of an offset.</summary>
    /// <returns><see langword="null"/>: another program, or a person with a Kafka tool, has committed the offset.</returns>
    internal static CommitNote? Parse(string metadata) =>
        metadata.Split(' ') is [Mark, { Length: > 0 } instance, var attempt, var checkpoint, var latest]
            && TryNumber(attempt, out var attemptNumber) && TryNumber(checkpoint, out var checkpointNumber) && TryNumber(latest, out var latestTicks)
                ? new CommitNote(instance, attemptNumber, checkpointNumber, latestTicks)
                : null;

    /// <summary>The metadata; ASCII.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mark} {Instance} {Attempt} {Checkpoint} {Latest}");

    private static bool TryNumber(string text, out long number) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
