using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Testing.Contracts;

namespace Dataflow.Pipelines.Testing.State;

/// <summary>Restarts of a job: work, checkpoints, an end at any time, and a start with another number of lanes.</summary>
internal static class LifeRules
{
    // The number of checkpoints that a job retains by default.
    private const int Retained = 3;

    public static async Task RestartsAsync(ContractJob job, Random random)
    {
        BlockSnapshot[] taken = [];
        var (model, durable) = (new ContractModel(), new ContractModel());
        var checkpoint = 0;
        for (var life = 1; life <= 5; life++)
        {
            // State that was in no checkpoint is lost.
            model = durable.Copy();
            var lanes = await StartAsync(job, taken, random.Next(3) == 0 && taken.Length > 0 ? taken.Length : random.Next(1, 9));
            if (random.Next(2) == 0)
            {
                await model.ExpectAsync(lanes);
            }

            for (var interval = random.Next(1, 5); interval > 0; interval--)
            {
                await WorkAsync(model, lanes, random);
                durable = model.Copy();
                taken = await SnapshotAsync(lanes, ++checkpoint);
                await job.RetainAsync(taken);
            }

            await WorkAsync(model, lanes, random);
            await model.ExpectAsync(lanes);
            await EndAsync(lanes);
        }
    }

    public static async Task GoesBackAsync(ContractJob job, Random random)
    {
        List<(ContractModel Model, BlockSnapshot[] Taken)> retained = [];
        var checkpoint = 0;
        for (var life = 1; life <= 6; life++)
        {
            var at = retained.Count == 0 ? -1 : random.Next(retained.Count);
            var from = at < 0 ? [] : retained[at].Taken;
            var model = at < 0 ? new ContractModel() : retained[at].Model.Copy();

            // Later checkpoints are not part of the history of this start.
            retained.RemoveRange(at + 1, retained.Count - at - 1);
            var lanes = await StartAsync(job, from, random.Next(2) == 0 && from.Length > 0 ? from.Length : random.Next(1, 5));
            for (var interval = random.Next(1, 4); interval > 0; interval--)
            {
                await WorkAsync(model, lanes, random);
                retained.Add((model.Copy(), await SnapshotAsync(lanes, ++checkpoint)));
                retained.RemoveRange(0, Math.Max(0, retained.Count - Retained));
                await job.RetainAsync(retained.SelectMany(static r => r.Taken));
            }

            await model.ExpectAsync(lanes);
            await EndAsync(lanes);
        }
    }

    public static async Task EmptyLanesAsync(ContractJob job, Random random)
    {
        var model = new ContractModel();
        var lanes = await StartAsync(job, [], 3);
        var taken = await SnapshotAsync(lanes, 1);
        for (var life = 2; life <= 4; life++)
        {
            await EndAsync(lanes);
            lanes = await StartAsync(job, taken, random.Next(1, 5));
            await model.WorkAsync(lanes, random);
            taken = await SnapshotAsync(lanes, life);
            await job.RetainAsync(taken);
            await model.ExpectAsync(lanes);
        }

        await EndAsync(lanes);
    }

    /// <summary>Takes the snapshots of all lanes and waits until they are durable.</summary>
    public static Task<BlockSnapshot[]> SnapshotAsync(IReadOnlyList<ContractLane> lanes, long checkpoint) =>
        Task.WhenAll(lanes.Select(l => l.State.SnapshotAsync(checkpoint, CancellationToken.None)));

    public static async ValueTask EndAsync(IReadOnlyList<ContractLane> lanes)
    {
        foreach (var lane in lanes)
        {
            await lane.DisposeAsync();
        }
    }

    private static async Task<ContractLane[]> StartAsync(ContractJob job, BlockSnapshot[] taken, int count)
    {
        job.Restart();
        var lanes = job.Open(count);
        await job.RestoreAsync(taken, [.. lanes.Select(static l => l.State)]);
        if (taken.Length > 0)
        {
            foreach (var lane in lanes)
            {
                Expect.Same(Enumerable.Range(100, taken.Length).Select(static n => $"{n}"), lane.Number.Restored.Select(static n => $"{n}"), "The operator values of the former lanes");
            }
        }

        return lanes;
    }

    private static async ValueTask WorkAsync(ContractModel model, ContractLane[] lanes, Random random)
    {
        for (var batch = random.Next(4); batch > 0; batch--)
        {
            await model.WorkAsync(lanes, random);
        }
    }
}
