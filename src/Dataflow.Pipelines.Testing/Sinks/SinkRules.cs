using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Testing.Contracts;

namespace Dataflow.Pipelines.Testing.Sinks;

/// <summary>The checks of a sink contract.</summary>
internal sealed class SinkRules<T>(SinkContract<T> contract)
    where T : struct, IRecord<T>
{
    private const int MostLanes = 3;
    private static readonly int[] LaneCounts = [MostLanes, 1, 2];
    private static readonly TimeSpan Startup = TimeSpan.FromSeconds(1);

    private int Records => contract.Settings.Records;

    public async Task WritesAsync()
    {
        await using var job = await StartedAsync();
        for (var checkpoint = 1; checkpoint <= 3; checkpoint++)
        {
            await job.WriteAsync(Records);
            await job.CheckpointAsync();
            await ExpectAsync(job, checkpoint * Records, $"after checkpoint {checkpoint}");
        }
    }

    public async Task IsHiddenAsync()
    {
        await using var job = await StartedAsync();
        await job.WriteAsync(Records);
        await job.CheckpointAsync();
        await job.WriteAsync(Records);
        await ExpectAsync(job, Records, "before the next checkpoint");
        await job.PrepareAsync();
        await ExpectAsync(job, Records, "when the next checkpoint is prepared and not committed");
        await job.CommitAsync();
        await ExpectAsync(job, 2 * Records, "when it is committed");
    }

    public async Task FinishesAsync()
    {
        await using var job = await StartedAsync();
        await job.WriteAsync(Records);
        await job.PrepareAsync();
        await job.StopAsync();
        await job.StartAsync();
        await ExpectAsync(job, Records, "after the start from a checkpoint that was not committed");
        await job.WriteAsync(Records);
        await job.CheckpointAsync();
        await ExpectAsync(job, 2 * Records, "after the next checkpoint");
    }

    public async Task TakesAwayAsync()
    {
        await using var job = await StartedAsync();
        await job.WriteAsync(Records);
        await job.CheckpointAsync();
        await job.WriteAsync(Records);
        await job.StopAsync();

        await job.StartAsync();
        await ExpectAsync(job, Records, "after a failure that follows the checkpoint");
        await job.WriteAsync(Records);
        await job.CheckpointAsync();
        await ExpectAsync(job, 2 * Records, "when it was written again");
    }

    public async Task CommitsTwiceAsync()
    {
        await using var job = await StartedAsync();
        await job.WriteAsync(Records);
        await job.CheckpointAsync();
        await job.CommitAsync();
        await ExpectAsync(job, Records, "after two commits");
        await job.StopAsync();

        // The process died before it could record the commit.
        await job.StartAsync();
        await ExpectAsync(job, Records, "after a start from a checkpoint that was committed");
    }

    public async Task ChangesLanesAsync()
    {
        await using var job = new SinkJob<T>(contract);
        var written = 0;
        foreach (var lanes in LaneCounts)
        {
            await job.StartAsync(lanes);
            await ExpectAsync(job, written, $"after a start with {lanes} lanes");
            await job.WriteAsync(Records);
            await job.PrepareAsync();
            await job.StopAsync();
            written += Records;
        }

        await job.StartAsync();
        await ExpectAsync(job, written, "after the last start");
    }

    public async Task GoesOnAsync()
    {
        await using var job = await StartedAsync();
        await job.WriteAsync(Records);
        var (preparing, covered) = (job.BeginPrepare(), job.Next);
        await job.WriteAsync(Records);
        await job.EndPrepareAsync(preparing, covered);
        var committing = job.CommitAsync();
        await job.WriteAsync(Records);
        await committing;
        await ExpectAsync(job, Records, "when the first checkpoint is committed");
        await job.CheckpointAsync();
        await ExpectAsync(job, 3 * Records, "when the second checkpoint is committed");
    }

    public async Task CopiesAsync()
    {
        await using var job = await StartedAsync();
        for (var size = 1; size < 20; size++)
        {
            await job.WriteAsync(Records / 20, size);
        }

        await job.CheckpointAsync();
        await ExpectAsync(job, job.Next, "after batches of 1 to 19 records, each used again by the next");
        await job.StopAsync();
        Expect.Equal(0, job.Retained, "The number of batches that were retained and never released");
    }

    public async Task IsEmptyAsync()
    {
        await using var job = await StartedAsync();
        await job.CheckpointAsync();
        await job.CheckpointAsync();
        await ExpectAsync(job, 0, "after checkpoints without records");
        await job.StopAsync();
        await job.StartAsync();
        await job.CheckpointAsync();
        await job.WriteAsync(Records);
        await job.CheckpointAsync();
        await job.CheckpointAsync();
        await ExpectAsync(job, Records, "after checkpoints with and without records");
    }

    public async Task ClosesAsync()
    {
        await using var job = await StartedAsync();
        await job.StopAsync();

        await job.StartAsync();
        await job.WriteAsync(1);
        await job.StopAsync();

        await job.StartAsync();
        await job.WriteAsync(Records);
        var preparing = job.BeginPrepare();
        await job.StopAsync();
        await Expect.WithinAsync(
            Task.WhenAll(preparing).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Current),
            contract.Settings.Limit,
            "the checkpoint in progress ends, successfully or not");

        await job.StartAsync();
        await job.WriteAsync(Records);
        await job.CheckpointAsync();
        await ExpectAsync(job, Records, "after starts that were closed immediately, with a record, and with a checkpoint in progress");
    }

    public async Task LivesAsync(Random random)
    {
        await using var job = new SinkJob<T>(contract);
        await job.StartAsync(random.Next(1, MostLanes + 1));
        for (var step = 0; step < 20; step++)
        {
            switch (random.Next(6))
            {
                case 0 or 1:
                    await job.WriteAsync(random.Next(1, Records / 5));
                    break;
                case 2:
                    await job.CheckpointAsync();
                    await ExpectAsync(job, job.Next, $"in step {step}, after a checkpoint");
                    break;
                case 3:
                    await job.PrepareAsync();
                    await RestartAsync();
                    await ExpectAsync(job, job.Next, $"in step {step}, after a start from a checkpoint that was not committed");
                    break;
                case 4:
                    await RestartAsync();
                    break;
                default:
                    var (preparing, covered) = (job.BeginPrepare(), job.Next);
                    await job.WriteAsync(random.Next(1, Records / 5));
                    await job.EndPrepareAsync(preparing, covered);
                    await job.CommitAsync();
                    break;
            }
        }

        async Task RestartAsync()
        {
            await job.StopAsync();
            await job.StartAsync(random.Next(1, MostLanes + 1));
        }

        await job.CheckpointAsync();
        await ExpectAsync(job, job.Next, "at the end");
    }

    public async Task IsUnreachableAsync()
    {
        var unreachable = contract.CreateLost();
        await HealthRule.CheckAsync(contract.Create(), unreachable, contract.Settings.Limit);
        if (unreachable is null)
        {
            return;
        }

        await using var job = new SinkJob<T>(contract);
        _ = await Expect.ThrowsAsync<ConnectorException>(async () => await job.TryAsync(unreachable, Startup), "A sink whose service cannot be reached");
    }

    private async Task<SinkJob<T>> StartedAsync()
    {
        var job = new SinkJob<T>(contract);
        await job.StartAsync();
        return job;
    }

    /// <summary>Expects exactly the records with numbers below a limit; with <see cref="SinkGuarantee.AtLeastOnce"/>, also duplicates and other written records.</summary>
    private async Task ExpectAsync(SinkJob<T> job, int count, string when)
    {
        string[] found = [.. (await contract.ReadVisibleAsync()).Select(static r => JsonWrite.Text(in r))];
        var what = $"The visible records {when}";
        if (contract.Settings.Guarantee == SinkGuarantee.ExactlyOnce)
        {
            Expect.Same(Texts(0, count), found, what);
            return;
        }

        Expect.Same(Texts(0, count), Texts(0, count).Intersect(found), what);
        Expect.Same([], found.Except(Texts(0, job.Highest)), $"{what} that the job has not written");
    }

    private IEnumerable<string> Texts(int from, int to)
    {
        for (var number = from; number < to; number++)
        {
            var record = contract.Record(number);
            yield return JsonWrite.Text(in record);
        }
    }
}
