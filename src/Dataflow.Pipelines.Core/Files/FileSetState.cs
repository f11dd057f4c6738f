using System.Text.Json.Serialization;

namespace Dataflow.Pipelines.Files;

/// <summary>The state of a lane of a file sink in a checkpoint.</summary>
/// <param name="Watermark">Event time up to which windows are closed; UTC ticks.</param>
/// <param name="Committing">Parts that become visible with this checkpoint.</param>
/// <param name="Open">Parts of windows that are still open: complete and durable, not yet visible.</param>
/// <param name="HasEnded">Whether the data had ended: then the watermark is the one that closes the last window of the lane.</param>
internal sealed record FileSetState(long Watermark, IReadOnlyList<FilePart> Committing, IReadOnlyList<FilePart> Open, bool HasEnded = false)
{
    /// <summary>Event time up to which windows are closed for all lanes of the next start, whose number may differ.</summary>
    public static long RestoredWatermark(IReadOnlyList<FileSetState> states)
    {
        // Where each lane has one upstream lane, it has the watermark of its own partitions, and a record that it waits for may arrive at any lane after a restart.
        var reading = states.Where(static s => !s.HasEnded).Select(static s => s.Watermark).ToArray();

        // At the end of the data each lane has closed its own windows: none of them opens again.
        return reading.Length > 0 ? reading.Min() : states.Select(static s => s.Watermark).DefaultIfEmpty(long.MinValue).Max();
    }
}

/// <summary>A complete file.</summary>
/// <param name="Temporary">Path while it is not visible, below the sink's root.</param>
/// <param name="Final">Path once it is visible, below the sink's root.</param>
/// <param name="Window">Start of its window, UTC ticks; 0 where the sink does not roll on windows.</param>
/// <param name="Lane">The lane that wrote it.</param>
/// <param name="Rows">Rows in it.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Hash">XXH128 of its content, hexadecimal.</param>
internal sealed record FilePart(string Temporary, string Final, long Window, int Lane, long Rows, long Length, string Hash);

/// <summary>The shapes in manifests and in the files that commit a set.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip)]
[JsonSerializable(typeof(FileSetState))]
[JsonSerializable(typeof(IReadOnlyList<FilePart>))]
internal sealed partial class FileSetJson : JsonSerializerContext;
