using System.Runtime.InteropServices;
using System.Text;

namespace Dataflow.Pipelines;

/// <summary>
/// Shares the texts of a member that repeat (event types, countries). A direct-mapped table of short ASCII texts: a
/// lookup is one hash and one compare. It is switched off for a member whose texts do not repeat, so that ids have no overhead.
/// </summary>
internal sealed class TextCache
{
    private const int Slots = 512;
    private const int MaxLength = 32;

    // After each round of this many lookups the share of hits decides whether the cache is worth its cost.
    private const int Round = 8192;
    private const int RoundsOff = 15;

    private readonly string?[] _slots = new string?[Slots];
    private int _looked;
    private int _hits;
    private int _skip;

    /// <returns><see langword="null"/> where the bytes are not valid UTF-8.</returns>
    public string? Get(ReadOnlySpan<byte> utf8)
    {
        if (_skip > 0)
        {
            _skip--;
            return Decode(utf8);
        }

        if (utf8.Length > MaxLength)
        {
            return Decode(utf8);
        }

        if (++_looked == Round)
        {
            _skip = _hits < Round / 4 ? Round * RoundsOff : 0;
            _looked = _hits = 0;
        }

        ref var slot = ref _slots[Slot(utf8)];
        if (slot is not null && Ascii.Equals(utf8, slot))
        {
            _hits++;
            return slot;
        }

        return slot = Decode(utf8);
    }

    // Most texts are ASCII: their length is known, and widening them is one vector loop.
    private static string? Decode(ReadOnlySpan<byte> utf8) =>
        Ascii.IsValid(utf8) ? Encoding.Latin1.GetString(utf8)
        : System.Text.Unicode.Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8)
        : null;

    private static int Slot(ReadOnlySpan<byte> utf8)
    {
        var hash = (uint)utf8.Length;
        if (utf8.Length >= 4)
        {
            hash ^= MemoryMarshal.Read<uint>(utf8) ^ (MemoryMarshal.Read<uint>(utf8[^4..]) * 0x9E3779B1);
            hash ^= MemoryMarshal.Read<uint>(utf8[((utf8.Length / 2) - 2)..]) * 0x85EBCA6B;
        }
        else
        {
            foreach (var b in utf8)
            {
                hash = (hash * 31) + b;
            }
        }

        return (int)((hash * 0x9E3779B1) >> 23);
    }
}
