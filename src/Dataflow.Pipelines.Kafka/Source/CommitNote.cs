using System.Globalization;

namespace Dataflow.Pipelines.Kafka.Source;

/// <summary>What stands beside a committed offset, so that its next reader knows whose it is and how far event time had come in the partition.</summary>
/// <param name="Instance">Whose checkpoint holds the offset.</param>
/// <param name="Attempt">The start of that instance that took it.</param>
/// <param name="Checkpoint">The checkpoint.</param>
/// <param name="Latest">The latest event time seen in the partition, UTC ticks; <see cref="long.MinValue"/> where none was.</param>
internal sealed record CommitNote(string Instance, long Attempt, long Checkpoint, long Latest)
{
    private const string Mark = "dataflow-pipelines/1";

    /// <summary>Reads the metadata of an offset.</summary>
    /// <returns><see langword="null"/>: another program, or a person, has committed the offset.</returns>
    internal static CommitNote? Parse(string metadata) =>
        metadata.Split(' ') is [Mark, { Length: > 0 } instance, var attempt, var checkpoint, var latest]
            && TryNumber(attempt, out var attemptNumber) && TryNumber(checkpoint, out var checkpointNumber) && TryNumber(latest, out var latestTicks)
                ? new CommitNote(instance, attemptNumber, checkpointNumber, latestTicks)
                : null;

    /// <summary>The metadata; ASCII.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mark} {Instance} {Attempt} {Checkpoint} {Latest}");

    private static bool TryNumber(string text, out long number) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
