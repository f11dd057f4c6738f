using System.Text.Json.Serialization;

namespace Dataflow.Pipelines.Files;

/// <summary>What a lane of a file sink has in a checkpoint.</summary>
/// <param name="Watermark">Up to where windows are closed; UTC ticks.</param>
/// <param name="Committing">Parts that become visible with this checkpoint.</param>
/// <param name="Open">Parts of windows that are still open: whole and durable, not yet visible.</param>
/// <param name="HasEnded">Whether the data had ended: then the watermark is that which closes the last window that the lane has seen.</param>
internal sealed record FileSetState(long Watermark, IReadOnlyList<FilePart> Committing, IReadOnlyList<FilePart> Open, bool HasEnded = false)
{
    /// <summary>Up to where windows are closed for all lanes of the next start, which may be others.</summary>
    public static long RestoredWatermark(IReadOnlyList<FileSetState> states)
    {
        // Where lanes are fed one by one, each has the watermark of its own partitions, and a record that one waits for may come to any.
        var reading = states.Where(static s => !s.HasEnded).Select(static s => s.Watermark).ToArray();

        // At the end each has closed windows of its own: none of them opens again.
        return reading.Length > 0 ? reading.Min() : states.Select(static s => s.Watermark).DefaultIfEmpty(long.MinValue).Max();
    }
}

/// <summary>A file that is whole.</summary>
/// <param name="Temporary">Path while it is not visible, below the sink's root.</param>
/// <param name="Final">Path from then on, below the sink's root.</param>
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
