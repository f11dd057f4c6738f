using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Windows;

public sealed class DistinctSetTests
{
    [Fact]
    public void A_set_counts_like_a_hash_set_and_survives_a_checkpoint() => Seeds.Run(1, 50, static seed =>
    {
        var random = new Random(seed);
        var set = default(DistinctSet);
        var model = new HashSet<long>();
        for (var i = random.Next(5000); i > 0; i--)
        {
            var value = (long)random.Next(3000);
            model.Add(value);
            set.Add(TestKeys.Hash.Of(value));
            if (random.Next(1000) == 0)
            {
                set = Copy(set);
            }

            Assert.Equal(model.Count, set.Count);
        }

        Assert.Equal(model.Count, Copy(set).Count);
    });

    [Fact]
    public void A_large_set_whose_values_wait_for_their_slots_counts_each_once() => Seeds.Run(1, 3, static seed =>
    {
        var random = new Random(seed);
        var set = default(DistinctSet);
        var model = new HashSet<long>();
        for (var i = 0; i < 200_000; i++)
        {
            var value = (long)random.Next(60_000);
            model.Add(value);
            set.Add(TestKeys.Hash.Of(value));
            if (random.Next(20_000) == 0)
            {
                Assert.Equal(model.Count, set.Count);
            }
        }

        Assert.Equal(model.Count, set.Count);
        Assert.Equal(model.Count, Copy(set).Count);
    });

    [Fact]
    public void The_value_zero_is_counted_once()
    {
        var set = default(DistinctSet);
        set.Add(UInt128.Zero);
        set.Add(UInt128.Zero);
        Assert.Equal(1, set.Count);
    }

    [Fact]
    public void Merged_sets_count_like_hash_sets_and_their_inputs_do_not_change() => Seeds.Run(1, 30, static seed =>
    {
        var random = new Random(seed);
        var (all, model) = (default(DistinctSet), new HashSet<long>());
        for (var parts = random.Next(1, 6); parts > 0; parts--)
        {
            var (part, partModel) = (default(DistinctSet), new HashSet<long>());
            var range = random.Next(2) == 0 ? 500 : 100_000;
            for (var i = random.Next(range); i > 0; i--)
            {
                var value = (long)random.Next(range);
                partModel.Add(value);
                part.Add(TestKeys.Hash.Of(value));
            }

            all.Merge(in part);
            model.UnionWith(partModel);
            Assert.Equal(model.Count, all.Count);
            all.Add(TestKeys.Hash.Of(-1L));
            model.Add(-1);
            Assert.Equal(partModel.Count, part.Count);
            part.Release();
        }

        Assert.Equal(model.Count, Copy(all).Count);
    });

    private static DistinctSet Copy(DistinctSet set)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        set.Write(writer);
        bytes.Position = 0;
        var copy = default(DistinctSet);
        copy.Read(new BinaryReader(bytes));
        return copy;
    }
}
