using System.Globalization;
using System.Text;
using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Tests.State;

public sealed class FingerprintTests
{
    [Fact]
    public void Values_never_change_because_checkpoints_hold_them()
    {
        (string Of, UInt128 Is)[] known =
        [
            ("null", Fingerprint.Of((string?)null)),
            ("empty", Fingerprint.Of("")),
            ("a", Fingerprint.Of("a")),
            ("event-12345678", Fingerprint.Of("event-12345678")),
            ("long", Fingerprint.Of("the quick brown fox jumps over the lazy dog")),
            ("bytes", Fingerprint.Of("abcdefg"u8)),
            ("0", Fingerprint.Of(0L)),
            ("42", Fingerprint.Of(42L)),
            ("-1", Fingerprint.Of(-1L)),
            ("1.5", Fingerprint.Of(1.5)),
            ("1.50m", Fingerprint.Of(1.50m)),
            ("true", Fingerprint.Of(true)),
            ("2026", Fingerprint.Of(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))),
            ("uuid", Fingerprint.Of(Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"))),
            ("pair", Fingerprint.Of(Fingerprint.Of("a"), Fingerprint.Of("b"))),
        ];
        var seen = string.Join('\n', known.Select(static k => $"{k.Of} {k.Is.ToString("x32", CultureInfo.InvariantCulture)}"));
        Assert.Equal(
            """
            null 9a9016c2cce5fa8ef0ef08445a8490dd
            empty f183f2ae78336409c66d6501997d9088
            a 1678f22d4493366e99bd024b652d1a42
            event-12345678 356624b94441bb474329787b60df1932
            long d6433b62cb7402ab183d1413f3cf3b18
            bytes 766397bf1d37646e01457876034d79f9
            0 cf25f566268ff2b7c0eb616b817bd60c
            42 23c0679c24fc31ec63647b309c8d8441
            -1 9a9016c2cce5fa8ef0ef08445a8490dd
            1.5 77d51c3b2a6e761ab9dd9d8c8924db2d
            1.50m 14650b20ac261bdeee29786d1f90f90f
            true 16b331d3a655b5cb8d74cc697821ff54
            2026 368eb5f02573b26df6213d070c3ede34
            uuid 48ce3c2b6a4074969aa8cee4be07af7a
            pair 4c7bd475425331a7a9c8c1b646181e3e
            """, seen);
    }

    [Fact]
    public void Millions_of_similar_texts_share_no_fingerprint_nor_the_bits_that_a_table_keeps()
    {
        const int Count = 3_000_000;
        var fingerprints = new UInt128[Count];
        var kept = new UInt128[Count];
        Span<char> text = stackalloc char[24];
        "event-00000000-2026-user".CopyTo(text);
        for (var i = 0; i < Count; i++)
        {
            i.TryFormat(text.Slice(6, 8), out _, "d8", CultureInfo.InvariantCulture);
            var fingerprint = Fingerprint.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes((ReadOnlySpan<char>)text));
            fingerprints[i] = fingerprint;

            // 7 bits of the group, 32 of the place, 64 below.
            kept[i] = (fingerprint >> 89 << 89) | (ulong)fingerprint;
        }

        Assert.Equal(0, Repeats(fingerprints));
        Assert.Equal(0, Repeats(kept));
    }

    [Fact]
    public void Words_equal_to_the_constants_of_the_function_wipe_out_nothing()
    {
        ulong[] constants = [0xA0761D6478BD642F, 0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3, 0x589965CC75374CC3, 0];
        var seen = new HashSet<UInt128>();
        var texts = 0;
        var random = new Random(4);
        foreach (var x in constants)
        {
            foreach (var y in constants)
            {
                for (var i = 0; i < 100; i++)
                {
                    // Different only before a block of constants.
                    var text = new byte[48];
                    random.NextBytes(text.AsSpan(0, 16));
                    BitConverter.TryWriteBytes(text.AsSpan(16), x);
                    BitConverter.TryWriteBytes(text.AsSpan(24), y);
                    seen.Add(Fingerprint.Of(text));
                    seen.Add(Fingerprint.Of(text.AsSpan(0, 32)));
                    texts += 2;
                }
            }
        }

        Assert.Equal(texts, seen.Count);
    }

    [Fact]
    public void A_bit_of_the_text_changes_half_of_the_fingerprint()
    {
        var random = new Random(1);
        foreach (var length in new[] { 1, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 64 })
        {
            var (least, most, sum, count) = (128, 0, 0L, 0);
            var text = new byte[length];
            for (var round = 0; round < 200; round++)
            {
                random.NextBytes(text);
                var before = Fingerprint.Of(text);
                var bit = random.Next(length * 8);
                text[bit / 8] ^= (byte)(1 << (bit % 8));
                var changed = (int)UInt128.PopCount(before ^ Fingerprint.Of(text));
                (least, most, sum, count) = (Math.Min(least, changed), Math.Max(most, changed), sum + changed, count + 1);
            }

            Assert.InRange(sum / (double)count, 61, 67);
            Assert.True(least > 30 && most < 98, $"{length} bytes: between {least} and {most} bits changed");
        }
    }

    [Fact]
    public void A_bit_of_a_number_changes_each_bit_of_the_fingerprint_half_of_the_time()
    {
        var random = new Random(2);
        var flips = new int[64, 128];
        const int Rounds = 2000;
        for (var round = 0; round < Rounds; round++)
        {
            var number = (ulong)random.NextInt64();
            var before = Fingerprint.Of(number);
            for (var bit = 0; bit < 64; bit++)
            {
                var changed = before ^ Fingerprint.Of(number ^ (1UL << bit));
                for (var o = 0; o < 128; o++)
                {
                    flips[bit, o] += (int)((changed >> o) & 1);
                }
            }
        }

        foreach (var flipped in flips)
        {
            Assert.InRange(flipped / (double)Rounds, 0.42, 0.58);
        }
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("user-{0}")]
    [InlineData("{0}-2026-03-01T12:00:00Z")]
    public void Keys_spread_evenly_over_groups_and_over_the_places_in_a_table(string format)
    {
        const int Count = 256_000;
        var (groups, places) = (new int[KeyGroups.Count], new int[1000]);
        for (var i = 0; i < Count; i++)
        {
            var fingerprint = Fingerprint.Of(string.Format(CultureInfo.InvariantCulture, format, i));
            groups[KeyGroups.Of(fingerprint)]++;
            places[(int)((ulong)(uint)((ulong)(fingerprint >> 64) >> 25) * 1000 >> 32)]++;
        }

        Assert.InRange(ChiSquared(groups, Count), 70, 200);
        Assert.InRange(ChiSquared(places, Count), 800, 1200);
    }

    [Fact]
    public void Lengths_and_kinds_are_told_apart()
    {
        var texts = Enumerable.Range(0, 70).Select(static n => Fingerprint.Of(new byte[n])).ToHashSet();
        Assert.Equal(70, texts.Count);
        Assert.NotEqual(Fingerprint.Of((string?)null), Fingerprint.Of(""));
        Assert.NotEqual(Fingerprint.Of(Fingerprint.Of("a"), Fingerprint.Of("b")), Fingerprint.Of(Fingerprint.Of("b"), Fingerprint.Of("a")));
        Assert.NotEqual(Fingerprint.Of("ab"), Fingerprint.Of("ba"));
    }

    [Fact]
    public void Equal_values_are_equal_keys_however_they_are_written()
    {
        Assert.Equal(Fingerprint.Of(0.0), Fingerprint.Of(-0.0));
        Assert.Equal(Fingerprint.Of(1.5m), Fingerprint.Of(1.500m));
        Assert.Equal(
            Fingerprint.Of(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)),
            Fingerprint.Of(new DateTimeOffset(2026, 3, 1, 14, 0, 0, TimeSpan.FromHours(2))));
        Assert.Equal(Fingerprint.Of("日本"), Fingerprint.Of(Encoding.Unicode.GetBytes("日本")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(128)]
    public void Each_lane_owns_as_many_groups_as_the_next(int lanes)
    {
        var owned = Enumerable.Range(0, KeyGroups.Count).CountBy(g => KeyGroups.LaneOf(g, lanes)).ToArray();
        Assert.Equal(lanes, owned.Length);
        Assert.True(owned.Max(static o => o.Value) - owned.Min(static o => o.Value) <= 1);
    }

    private static int Repeats(UInt128[] values)
    {
        Array.Sort(values);
        var repeats = 0;
        for (var i = 1; i < values.Length; i++)
        {
            repeats += values[i] == values[i - 1] ? 1 : 0;
        }

        return repeats;
    }

    private static double ChiSquared(int[] counts, int total)
    {
        var expected = total / (double)counts.Length;
        return counts.Sum(c => (c - expected) * (c - expected) / expected);
    }
}
