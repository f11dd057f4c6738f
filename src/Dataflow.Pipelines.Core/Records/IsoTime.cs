using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dataflow.Pipelines;

/// <summary>Times as text: ISO 8601-1:2019, UTC where no offset is given.</summary>
internal static class IsoTime
{
    // yyyy-MM-dd
    private const int DateLength = 10;

    // yyyy-MM-ddTHH:mm:ss
    private const int ToSecond = 19;
    private const int MaxFractionDigits = 7;

    // HH:mm:ss.fffffff has 16 characters.
    private const int LongestTime = 32;

    /// <summary>An instant, with a <c>T</c> before the time.</summary>
    public static bool TryParse(ReadOnlySpan<byte> iso, out DateTimeOffset instant) =>
        TryParseUsual(iso, out instant) || TryParseOther(iso, out instant);

    /// <summary>An instant, with a <c>T</c> or a space before the time.</summary>
    public static bool TryInstant(ReadOnlySpan<byte> text, out DateTimeOffset instant)
    {
        Span<byte> iso = stackalloc byte[64];
        if (text.Length is <= DateLength or > 64 || text[DateLength] != ' ')
        {
            return TryParse(text, out instant);
        }

        text.CopyTo(iso);
        iso[DateLength] = (byte)'T';
        return TryParse(iso[..text.Length], out instant);
    }

    /// <summary>A day, <c>yyyy-MM-dd</c>.</summary>
    public static bool TryDate(ReadOnlySpan<byte> text, out DateOnly date)
    {
        Span<char> characters = stackalloc char[LongestTime];
        date = default;
        return TryCopy(text, ref characters) && DateOnly.TryParseExact(characters, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }

    /// <summary>A time of day, <c>HH:mm:ss</c> with up to seven digits of a second after it.</summary>
    public static bool TryTimeOfDay(ReadOnlySpan<byte> text, out TimeOnly time)
    {
        Span<char> characters = stackalloc char[LongestTime];
        time = default;
        return TryCopy(text, ref characters) && TimeOnly.TryParseExact(characters, "HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    private static bool TryCopy(ReadOnlySpan<byte> text, ref Span<char> characters)
    {
        if (text.Length > characters.Length || Ascii.ToUtf16(text, characters, out var length) != OperationStatus.Done)
        {
            return false;
        }

        characters = characters[..length];
        return true;
    }

    // yyyy-MM-ddTHH:mm:ss[.f to .fffffff][Z or ±HH:mm]; TryParseOther reads all other permitted forms.
    private static bool TryParseUsual(ReadOnlySpan<byte> iso, out DateTimeOffset instant)
    {
        instant = default;
        if (iso.Length < ToSecond || iso[4] != '-' || iso[7] != '-' || iso[10] != 'T' || iso[13] != ':' || iso[16] != ':')
        {
            return false;
        }

        var year = (Two(iso, 0) * 100) + Two(iso, 2);
        var (month, day, hour, minute, second) = (Two(iso, 5), Two(iso, 8), Two(iso, 11), Two(iso, 14), Two(iso, 17));
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || (uint)hour > 23 || (uint)minute > 59 || (uint)second > 59)
        {
            return false;
        }

        var ticks = new DateTime(year, month, day, hour, minute, second).Ticks;
        var rest = iso[ToSecond..];
        if (rest.Length > 0 && rest[0] == '.')
        {
            var unit = TimeSpan.TicksPerSecond;
            var digits = 0;
            for (rest = rest[1..]; digits < rest.Length && (uint)(rest[digits] - '0') <= 9; digits++)
            {
                unit /= 10;
                ticks += unit * (rest[digits] - '0');
            }

            if (digits is 0 or > MaxFractionDigits)
            {
                return false;
            }

            rest = rest[digits..];
        }

        if (rest.IsEmpty || (rest.Length == 1 && rest[0] == 'Z'))
        {
            instant = new DateTimeOffset(ticks, TimeSpan.Zero);
            return true;
        }

        if (rest.Length != 6 || rest[3] != ':' || rest[0] is not ((byte)'+' or (byte)'-'))
        {
            return false;
        }

        var offset = (Two(rest, 1) * 60) + Two(rest, 4);
        var utc = ticks - ((rest[0] == '+' ? offset : -offset) * TimeSpan.TicksPerMinute);
        if (Two(rest, 1) is < 0 or > 13 || (uint)Two(rest, 4) > 59 || utc < 0 || utc > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        instant = new DateTimeOffset(ticks, TimeSpan.FromMinutes(rest[0] == '+' ? offset : -offset));
        return true;
    }

    private static bool TryParseOther(ReadOnlySpan<byte> iso, out DateTimeOffset instant)
    {
        instant = default;
        Span<byte> quoted = stackalloc byte[64];
        if (iso.Length > quoted.Length - 2 || iso.ContainsAny((byte)'"', (byte)'\\'))
        {
            return false;
        }

        quoted[0] = quoted[iso.Length + 1] = (byte)'"';
        iso.CopyTo(quoted[1..]);
        var reader = new Utf8JsonReader(quoted[..(iso.Length + 2)]);
        try
        {
            reader.Read();
        }
        catch (JsonException)
        {
            return false; // an unescaped control character: not an instant
        }

        if (HasOffset(iso))
        {
            return reader.TryGetDateTimeOffset(out instant);
        }

        if (!reader.TryGetDateTime(out var time))
        {
            return false;
        }

        instant = new DateTimeOffset(time.Ticks, TimeSpan.Zero);
        return true;
    }

    // Only the time has a sign after the date: yyyy-MM-ddTHH:mm:ss+02:00.
    private static bool HasOffset(ReadOnlySpan<byte> iso) =>
        iso.Length > 10 && (iso[^1] == (byte)'Z' || iso[10..].ContainsAny((byte)'+', (byte)'-'));

    // Two digits; far below zero where a character is not a digit.
    private static int Two(ReadOnlySpan<byte> text, int at)
    {
        var (tens, ones) = ((uint)(text[at] - '0'), (uint)(text[at + 1] - '0'));
        return tens <= 9 && ones <= 9 ? (int)((tens * 10) + ones) : -100_000;
    }
}
