using System.Globalization;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.State;

public sealed class KeyHashTests
{
    private static KeyHash Hash => TestKeys.Hash;

    [Fact]
    public void Values_of_a_secret_never_change_because_checkpoints_hold_them()
    {
        (string Of, UInt128 Is)[] known =
        [
            ("null", Hash.Null),
            ("empty", Hash.Of("")),
            ("a", Hash.Of("a")),
            ("event-12345678", Hash.Of("event-12345678")),
            ("long", Hash.Of("the quick brown fox jumps over the lazy dog")),
            ("bytes", Hash.Of("abcdefg"u8)),
            ("0", Hash.Of(0L)),
            ("42", Hash.Of(42L)),
            ("-1", Hash.Of(-1L)),
            ("1.5", Hash.Of(1.5)),
            ("1.50m", Hash.Of(1.50m)),
            ("true", Hash.Of(true)),
            ("2026", Hash.Of(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))),
            ("uuid", Hash.Of(Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"))),
            ("pair", Hash.Of(Hash.Of("a"), Hash.Of("b"))),
        ];
        var seen = string.Join('\n', known.Select(static k => $"{k.Of} {k.Is.ToString("x32", CultureInfo.InvariantCulture)}"));
        Assert.Equal(
            """
            null 8ff6e3540e3afc8f823ecb622c2dce36
            empty f28fbce8c1c717e1c06c46b1bc1c64f8
            a 86a4a2692f23548171637a6f8e9c4ab7
            event-12345678 1f95d7fbdbe5367ddb88ca9deadd02ee
            long 0158bd43222b0ea0a60a01e34b759544
            bytes be0af9fdc4d0f5d1d935a35fa93181e7
            0 ecb526dda8f47a4c3d9a9c408d1d415c
            42 f0f438822f2df248c068bb8f3a731d6f
            -1 fad391bf5ec2bb25bf2aa93ad1f4e0af
            1.5 9409497246dcdc97e4c6ca51fc4979cc
            1.50m 334ba3eddc6d3195c5a1a723af42b16d
            true 23878a3a881fe80ca5a528c3b4a27059
            2026 0a114f80d5bf5ea00669975b84b560d0
            uuid 61d6f694bb24066cd36e495cde5491a4
            pair 6f6763fe06ab3314274547bedef9afa3
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
            var fingerprint = Hash.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes((ReadOnlySpan<char>)text));
            fingerprints[i] = fingerprint;

            // 7 bits of the group, 32 of the slot position, and the lower 64.
            kept[i] = (fingerprint >> 89 << 89) | (ulong)fingerprint;
        }

        Assert.Equal(0, Repeats(fingerprints));
        Assert.Equal(0, Repeats(kept));
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
                var before = Hash.Of(text);
                var bit = random.Next(length * 8);
                text[bit / 8] ^= (byte)(1 << (bit % 8));
                var changed = (int)UInt128.PopCount(before ^ Hash.Of(text));
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
            var before = Hash.Of(number);
            for (var bit = 0; bit < 64; bit++)
            {
                var changed = before ^ Hash.Of(number ^ (1UL << bit));
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
    public void Keys_spread_evenly_over_groups_and_over_the_slots_of_a_table(string format)
    {
        const int Count = 256_000;
        var (groups, places) = (new int[KeyGroups.Count], new int[1000]);
        for (var i = 0; i < Count; i++)
        {
            var fingerprint = Hash.Of(string.Format(CultureInfo.InvariantCulture, format, i));
            groups[KeyGroups.Of(fingerprint)]++;
            places[(int)((ulong)(uint)((ulong)(fingerprint >> 64) >> 25) * 1000 >> 32)]++;
        }

        Assert.InRange(ChiSquared(groups, Count), 70, 200);
        Assert.InRange(ChiSquared(places, Count), 800, 1200);
    }

    [Fact]
    public void Values_of_different_kinds_and_lengths_are_different_keys()
    {
        var hashes = Enumerable.Range(0, 300).Select(static n => Hash.Of(new byte[n]))
            .Concat(Enumerable.Range(0, 300).Select(static n => Hash.Of(new string('\0', n))))
            .Concat([
                Hash.Null, Hash.Of(0L), Hash.Of(0UL), Hash.Of(0.0), Hash.Of(0m), Hash.Of(false), Hash.Of(Guid.Empty), Hash.Of(default(DateTimeOffset)),
                Hash.Of(default(DateTime)), Hash.Of(default(DateOnly)), Hash.Of(default(TimeOnly)), Hash.Of(default(TimeSpan)), Hash.Of(-1L), Hash.Of(ulong.MaxValue)])
            .ToArray();
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.Equal(Hash.Null, Hash.Of((string?)null));
        Assert.Equal(Hash.Null, Hash.Of((byte[]?)null));
        Assert.NotEqual(Hash.Of("ab"), Hash.Of("ba"));
    }

    [Fact]
    public void Parts_of_a_composite_key_are_separate_and_ordered()
    {
        UInt128[] hashes =
        [
            Pair("a", "b"), Pair("b", "a"), Pair("ab", ""), Pair("", "ab"), Pair("a", null), Pair(null, "a"), Pair("", "a"), Pair(null, null),
            Pair("", null), Pair(null, ""), Pair("", ""), Hash.Of("ab"), Hash.Of(Pair("a", "b"), Hash.Of("c")), Hash.Of(Hash.Of("a"), Pair("b", "c")),
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());

        static UInt128 Pair(string? first, string? second) => Hash.Of(Hash.Of(first), Hash.Of(second));
    }

    [Fact]
    public void Equal_values_are_equal_keys_however_they_are_represented()
    {
        Assert.Equal(Hash.Of(0.0), Hash.Of(-0.0));
        Assert.Equal(Hash.Of(double.NaN), Hash.Of(BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0001)));
        Assert.Equal(Hash.Of(double.NaN), Hash.Of(-double.NaN));
        Assert.Equal(Hash.Of((double)float.NaN), Hash.Of((double)BitConverter.Int32BitsToSingle(unchecked((int)0xFFC0_0001))));
        Assert.NotEqual(Hash.Of(double.NaN), Hash.Of(double.PositiveInfinity));
        Assert.Equal(
            Hash.Of(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)),
            Hash.Of(new DateTimeOffset(2026, 3, 1, 14, 0, 0, TimeSpan.FromHours(2))));
        Assert.Equal(Hash.Of("abc"u8), Hash.Of("abc"u8.ToArray()));
    }

    [Fact]
    public void Decimals_have_the_same_key_if_and_only_if_they_are_equal() => Seeds.Run(1, 20, static seed =>
    {
        var random = new Random(seed);
        var values = new List<decimal> { 0m, 0.000m, -0.0m, 1.0m, 1.00m, 10m, 0.1m, -1m, decimal.MaxValue, decimal.MinValue, decimal.MaxValue / 10, 7922816251426433759354395033m };
        for (var i = 0; i < 2000; i++)
        {
            var value = new decimal(random.Next(random.Next(2, 1000)), random.Next(4) == 0 ? random.Next() : 0, random.Next(8) == 0 ? random.Next() : 0, random.Next(2) == 0, (byte)random.Next(29));
            values.Add(value);
            values.Add(value / 1.0000000000000000000000000000m);
        }

        Assert.Equal(values.Distinct().Count(), values.Select(static v => Hash.Of(v)).Distinct().Count());
    });

    [Fact]
    public void Equal_secrets_give_equal_hashes_and_different_ones_different_hashes()
    {
        var (other, same) = (KeyHash.Create(new SeededBytes(2)), KeyHash.Create(new SeededBytes(1)));
        UInt128[] Of(KeyHash hash) => [hash.Null, hash.Of("a"), hash.Of(1L), hash.Of(1.5m), hash.Of(Guid.Empty), hash.Of(hash.Null, hash.Null)];
        Assert.Equal(Of(Hash), Of(same));
        Assert.Empty(Of(Hash).Intersect(Of(other)));
    }

    [Fact]
    public void The_lane_is_chosen_by_other_bits_than_the_slots_of_tables()
    {
        // The keys of one group: each bit that a table uses for the position or the tag is set in half of them.
        var keys = Enumerable.Range(0, 1_000_000).Select(static n => Hash.Of((long)n)).Where(static k => KeyGroups.Of(k) == 5).ToArray();
        Assert.InRange(keys.Length, 7000, 8700);
        for (var bit = 0; bit < 121; bit++)
        {
            Assert.InRange(keys.Count(k => ((k >> bit) & 1) == 1) / (double)keys.Length, 0.45, 0.55);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(128)]
    public void The_groups_are_distributed_evenly_over_the_lanes(int lanes)
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
