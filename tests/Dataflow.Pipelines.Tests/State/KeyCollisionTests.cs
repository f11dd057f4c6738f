using System.Runtime.InteropServices;
using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>
/// Keys that an attacker with the code but without the secret would choose: blocks that are equal to a constant, in every order, whose
/// product with it is zero in a hash that multiplies.
/// </summary>
public sealed class KeyCollisionTests
{
    // The multipliers of the previous hash function, XXH3's primes, and the words of its default secret that apply to the first 64 bytes.
    private static readonly ulong[] Constants =
    [
        0, ulong.MaxValue, 1,
        0xA0761D6478BD642F, 0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3, 0x589965CC75374CC3,
        0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5,
        0xBE4BA423396CFEB8, 0x1CAD21F72C81017C, 0xDB979083E96DD4DE, 0x1F67B3B7A4A44072, 0x78E5C0CC4EE679CB, 0x2172FFCC7DD05A82, 0x8E2443F7744608B8, 0x4C263A81E69035E0,
    ];

    [Fact]
    public void Two_texts_with_the_multipliers_of_a_hash_in_them_are_two_keys()
    {
        var words = new string(MemoryMarshal.Cast<ulong, char>([0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3]));
        for (var secret = 0; secret < 100; secret++)
        {
            var hash = KeyHash.Create(new SeededBytes(secret));
            Assert.NotEqual(hash.Of("customer" + words + words + "-42"), hash.Of(words + words + "customer" + "-42"));
        }
    }

    [Fact]
    public void Blocks_of_constants_collide_under_no_secret() => Seeds.Run(1, 10, static seed =>
    {
        var hash = KeyHash.Create(new SeededBytes(seed));
        var random = new Random(seed);
        var (texts, hashes) = (new HashSet<string>(), new HashSet<UInt128>());
        for (var i = 0; i < 40_000; i++)
        {
            var (blocks, text) = Choose(random);
            Add(text);

            // The same blocks in another order, one twice more, and one left out.
            random.Shuffle(blocks);
            Add(Join(blocks));
            Add(Join([blocks[0], blocks[0], .. blocks]));
            Add(Join(blocks.AsSpan(1)));
        }

        Assert.True(texts.Count > 100_000, $"only {texts.Count} different texts");
        Assert.Equal(texts.Count, hashes.Count);

        void Add(string text)
        {
            if (texts.Add(text))
            {
                hashes.Add(hash.Of(text));
            }
        }
    });

    [Fact]
    public void Parts_of_constants_collide_in_no_composite_key() => Seeds.Run(1, 10, static seed =>
    {
        var hash = KeyHash.Create(new SeededBytes(seed));
        List<UInt128> parts = [hash.Null, .. Constants.Select(hash.Of), .. Constants.Select(static c => new UInt128(c, c)), .. Constants.Select(static c => new UInt128(c, ~c))];
        var pairs = (from first in parts from second in parts select hash.Of(first, second)).ToList();
        var triples = (from pair in pairs from part in parts select hash.Of(pair, part)).ToList();
        List<UInt128> all = [.. parts, .. pairs, .. triples];
        Assert.Equal(all.Count, all.Distinct().Count());
    });

    private static (ulong[] Blocks, string Text) Choose(Random random)
    {
        // Up to 320 bytes: the hash uses other code paths above 16, 128 and 240.
        var blocks = new ulong[random.Next(2, 41)];
        for (var i = 0; i < blocks.Length; i++)
        {
            var constant = Constants[random.Next(Constants.Length)];
            blocks[i] = random.Next(4) switch { 0 => constant ^ Constants[random.Next(Constants.Length)], 1 => constant ^ (1UL << random.Next(64)), _ => constant };
        }

        return (blocks, Join(blocks));
    }

    private static string Join(ReadOnlySpan<ulong> blocks) => new(MemoryMarshal.Cast<ulong, char>(blocks));
}
