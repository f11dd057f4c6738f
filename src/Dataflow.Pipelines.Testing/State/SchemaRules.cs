using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Testing.Contracts;

namespace Dataflow.Pipelines.Testing.State;

/// <summary>State that an earlier version of the pipeline has written.</summary>
internal static class SchemaRules
{
    public static async Task EarlierVersionAsync(ContractJob job)
    {
        await using var old = job.Open<(long, string), CountCodec>();
        await old.SetAsync(1, (5, "gone"));
        await old.SetAsync(2, (6, null!));
        var first = await old.SnapshotAsync(1);
        await using var lane = job.Open<Visits, VisitsCodec>();
        await job.RestoreAsync([first], lane.State);
        await lane.SetAsync(2, new Visits(7, "new"));

        // A second start reads what both versions have written.
        var second = await lane.SnapshotAsync(2);
        await using var again = job.Open<Visits, VisitsCodec>();
        await job.RestoreAsync([second], again.State);
        Expect.Equal(new Visits(5, null), await again.GetAsync(1), "A value of the earlier version");
        Expect.Equal(new Visits(7, "new"), await again.GetAsync(2), "A value that the later version has written");
    }

    public static async Task OtherTypeAsync(ContractJob job)
    {
        await using var old = job.Open<Visits, VisitsCodec>();
        await old.SetAsync(1, new Visits(1, "a"));
        var taken = await old.SnapshotAsync(1);
        await using var lane = job.Open<long, LongCodec>();
        var fault = await Expect.ThrowsAsync<CheckpointException>(() => job.RestoreAsync([taken], lane.State), "A field of another type");
        Expect.Equal(
            "The state of 'node' cannot be restored: its field 'last' was 'text?' in the checkpoint and is 'int64' now. Rename the new field, or restore the type of the old one.",
            fault.Message,
            "The error");
    }
}
