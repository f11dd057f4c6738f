using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Testing.Contracts;

namespace Dataflow.Pipelines.Testing.State;

/// <summary>Values of a lane and their snapshots.</summary>
internal static class ValueRules
{
    public static async Task KeepsWhatIsWrittenAsync(ContractJob job)
    {
        await using var lane = job.Open<Visits, VisitsCodec>();
        Expect.Equal(default, await lane.GetAsync(1), "A key that was never used");
        await lane.SetAsync(1, new Visits(1, "a"));
        await lane.CallAsync(1, static v => v with { Count = v.Count + 1 });
        Expect.Equal(new Visits(2, "a"), await lane.GetAsync(1), "Key 1");
        Expect.Equal(default, await lane.GetAsync(2), "Key 2");
        Expect.Equal(1, await lane.CountAsync(), "The number of keys");
    }

    public static async Task SnapshotIsOfItsTimeAsync(ContractJob job)
    {
        await using var lane = job.Open<Visits, VisitsCodec>();
        await lane.SetAsync(1, new Visits(1, null));
        await lane.SetAsync(3, new Visits(3, null));
        var taking = lane.SnapshotAsync(1);
        await lane.SetAsync(1, new Visits(2, null));
        await lane.SetAsync(2, new Visits(3, null));
        await lane.SetAsync(3, default);
        var taken = await taking;
        await using var restored = job.Open<Visits, VisitsCodec>();
        await job.RestoreAsync([taken], restored.State);
        Expect.Equal(new Visits(1, null), await restored.GetAsync(1), "A key that was written afterwards");
        Expect.Equal(default, await restored.GetAsync(2), "A key that was new afterwards");
        Expect.Equal(new Visits(3, null), await restored.GetAsync(3), "A key that was removed afterwards");
    }

    public static async Task DefaultIsForgottenAsync(ContractJob job)
    {
        await using var lane = job.Open<Visits, VisitsCodec>();
        await lane.SetAsync(1, new Visits(1, null));
        await lane.SetAsync(1, default);
        Expect.Equal(0, await lane.CountAsync(), "The number of keys");

        await using var empty = job.Open<Visits, VisitsCodec>();
        Expect.Equal(0, (await empty.SnapshotAsync(1)).State!.Files.Count, "The number of files of a snapshot without entries");
    }

    public static async Task LongValuesAsync(ContractJob job)
    {
        // Around the sizes of a block and of a piece, and far larger than both.
        int[] sizes = [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 5_000_000, 70_000, 3];
        var lanes = job.Open(2);
        var model = new ContractModel();
        model.Fill(lanes, new Random(1), sizes);
        var taken = await LifeRules.SnapshotAsync(lanes, 1);
        var restored = job.Open(5);
        await job.RestoreAsync(taken, [.. restored.Select(static l => l.State)]);
        await model.ExpectAsync(restored);
        await LifeRules.EndAsync(restored);
        await LifeRules.EndAsync(lanes);
    }

    public static async Task SizeIsRightAsync(ContractJob job)
    {
        await using var lane = job.Open<Visits, VisitsCodec>();
        Expect.Equal(new StateSize(0, 0, 0, 0), lane.Size, "The size of an empty state");
        const int Keys = 1000;
        for (var i = 0; i < Keys; i++)
        {
            await lane.SetAsync(i, new Visits(i + 1, "abc"));
        }

        var size = lane.Size;
        Expect.Equal(Keys, size.Entries + size.ColdEntries, "The number of entries in memory and elsewhere");
        Expect.True((size.Entries > 0) == (size.Bytes > 0) && (size.ColdEntries > 0) == (size.ColdBytes > 0), $"Bytes are reported exactly where there are entries: {size}.");
    }
}
