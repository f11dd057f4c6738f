using System.Globalization;
using Dataflow.Pipelines.Inputs;

namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary>Instants as people type them: a day, or a day and a time, in the time zone of the pipeline where they name no offset.</summary>
internal static class InstantText
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    /// <exception cref="InputException">The text is no instant.</exception>
    public static DateTimeOffset Parse(string text, string timeZone, string option)
    {
        if (DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            // A time that the clock skips is that of the offset before; of one that it shows twice the first.
            var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
            var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
            return new DateTimeOffset(local, offset);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) && HasOffset(text) ? instant
            : throw new InputException($"{option} is '{text}', which is no instant: write 2026-11-30, 2026-11-30T02:00 (in {timeZone}), or 2026-11-30T02:00:00Z.") { Input = option };
    }

    private static bool HasOffset(string text) => text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
}
