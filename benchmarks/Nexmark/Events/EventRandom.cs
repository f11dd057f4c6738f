namespace Nexmark.Events;

/// <summary>SplitMix64 from a seed and the number of an event, so that every event can be created without the earlier ones.</summary>
internal struct EventRandom(ulong seed, long number)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";
    private ulong _state = Mix((seed * 0x9E3779B97F4A7C15) ^ (ulong)number);

    /// <summary>From 0 to below the limit.</summary>
    public long Next(long limit) => (long)(((UInt128)NextBits() * (ulong)limit) >> 64);

    /// <summary>From 0 to below 1.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A price in cents: from 1 to a million units, its magnitude equally spread.</summary>
    public long NextPrice() => (long)Math.Round(Math.Pow(10, NextDouble() * 6) * 100);

    /// <summary>A text of 3 to below the limit of characters, some of them the special one.</summary>
    public string NextText(int limit, char special = ' ')
    {
        var text = new char[3 + (int)Next(limit - 3)];
        foreach (ref var c in text.AsSpan())
        {
            c = Next(13) == 0 ? special : Letters[(int)Next(26)];
        }

        return new string(text).Trim();
    }

    /// <summary>A text that fills an event up to about its average size.</summary>
    public string NextExtra(int size, int average)
    {
        if (size >= average)
        {
            return "";
        }

        var (left, spread) = (average - size, (int)Math.Round((average - size) * 0.2));
        var text = new char[left - spread + (spread == 0 ? 0 : (int)Next(2 * spread))];
        foreach (ref var c in text.AsSpan())
        {
            c = Letters[(int)Next(26)];
        }

        return new string(text);
    }

    private ulong NextBits() => Mix(_state += 0x9E3779B97F4A7C15);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
