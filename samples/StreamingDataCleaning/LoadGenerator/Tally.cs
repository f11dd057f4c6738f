using System.Text.Json;
using StreamingDataCleaning.LoadGenerator.Events;
using StreamingDataCleaning.LoadGenerator.Sending;

namespace StreamingDataCleaning.LoadGenerator;

/// <summary>Counts the written events, and saves the counts to a file for the account.</summary>
/// <param name="path">The file, replaced atomically each time; null: nothing is written.</param>
/// <param name="seed">The seed of the stream.</param>
internal sealed class Tally(string? path, ulong seed)
{
    private static readonly EventKind[] Rejected =
        [EventKind.Malformed, EventKind.Incomplete, EventKind.WrongType, EventKind.InvalidUtf8, EventKind.Empty, EventKind.OutOfRange];

    private readonly long[] _counts = new long[Enum.GetValues<EventKind>().Length];

    // Payload bytes by kind.
    private readonly long[] _bytes = new long[Enum.GetValues<EventKind>().Length];

    internal long Bytes => _bytes.Sum();

    /// <summary>The name of a kind in the file and on the command line.</summary>
    internal static string NameOf(EventKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    internal void Count(EventKind kind, int bytes)
    {
        _counts[(int)kind]++;
        _bytes[(int)kind] += bytes;
    }

    /// <summary>Writes the file under a temporary name and renames it: a reader finds the old file or the new one.</summary>
    internal void Save(TopicWriter writer, TimeSpan elapsed, TimeSpan heldBack, bool done)
    {
        if (path is null)
        {
            return;
        }

        var temporary = path + ".tmp";
        using (var file = File.Create(temporary))
        using (var json = new Utf8JsonWriter(file, new() { Indented = true }))
        {
            Write(json, writer, elapsed, heldBack, done);
        }

        File.Move(temporary, path, overwrite: true);
    }

    private void Write(Utf8JsonWriter json, TopicWriter writer, TimeSpan elapsed, TimeSpan heldBack, bool done)
    {
        json.WriteStartObject();
        json.WriteBoolean("done", done);
        json.WriteNumber("seed", seed);
        json.WriteNumber("in", writer.Delivered);
        json.WriteNumber("written", _counts.Sum());
        json.WriteNumber("bytes", Bytes);
        json.WriteNumber("seconds", Math.Round(elapsed.TotalSeconds, 3));
        json.WriteNumber("held_back_seconds", Math.Round(heldBack.TotalSeconds, 3));
        json.WriteNumber("rejected", Rejected.Sum(kind => _counts[(int)kind]));
        json.WriteNumber("rejected_bytes", Rejected.Sum(kind => _bytes[(int)kind]));
        json.WriteNumber("filtered", _counts[(int)EventKind.TestUser]);
        json.WriteNumber("duplicate", _counts[(int)EventKind.Duplicate]);
        json.WriteStartObject("kinds");
        foreach (var kind in Enum.GetValues<EventKind>())
        {
            json.WriteNumber(NameOf(kind), _counts[(int)kind]);
        }

        json.WriteEndObject();
        WritePartitions(json, writer);
        json.WriteEndObject();
    }

    private static void WritePartitions(Utf8JsonWriter json, TopicWriter writer)
    {
        json.WriteStartArray("partitions");
        for (var partition = 0; partition < writer.First.Length; partition++)
        {
            json.WriteStartObject();
            json.WriteNumber("partition", partition);
            json.WriteNumber("first", writer.First[partition]);
            json.WriteNumber("last", writer.Last[partition]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
