using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Testing.Simulation;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>The way of declared state from the lanes of a checkpoint to those of a later start.</summary>
public sealed class StateRestoreTests
{
    private readonly SimulatedCheckpointStore _store = new();
    private readonly MemoryStateBackend _backend = new();
    private long _attempt;

    [Fact]
    public void Random_state_is_the_same_at_any_number_of_lanes_in_any_order_of_events() => Seeds.Run(1, 40, seed =>
    {
        var random = new Random(seed);
        var scheduler = new SingleThreadScheduler(seed);
        var model = StateModel.Draw(random);
        IReadOnlyList<BlockSnapshot> taken = [];
        for (var life = 1; life <= 3; life++)
        {
            var lanes = OpenAll(random.Next(1, 9));
            if (life == 1)
            {
                model.Fill(lanes);
            }
            else
            {
                Run(scheduler, () => RestoreAsync(taken, scheduler, lanes));
                Assert.All(lanes, lane => Assert.Equal(Enumerable.Range(100, taken.Count).Select(static n => (long)n), lane.Number.Restored));
            }

            model.Expect(lanes);
            var checkpoint = life;
            taken = [.. lanes.Select(lane => Run(scheduler, () => lane.State.SnapshotAsync(checkpoint, CancellationToken.None)))];
            Array.ForEach(lanes, lane => Run(scheduler, () => lane.DisposeAsync().AsTask()));
        }
    });

    [Theory]
    [InlineData(1, 8)]
    [InlineData(8, 1)]
    [InlineData(3, 5)]
    public async Task Each_file_is_read_once_whatever_the_number_of_lanes(int before, int after)
    {
        var lanes = OpenAll(before);
        StateModel.Draw(new Random(1)).Fill(lanes);
        var taken = await Task.WhenAll(lanes.Select(static l => l.State.SnapshotAsync(1, CancellationToken.None)));
        var counting = new CountingStore(_store);
        var restored = OpenAll(after);
        await new StateRestorer("node", counting, _backend, TaskScheduler.Default).RestoreAsync(new VertexSnapshot(taken), [.. restored.Select(static l => l.State)], CancellationToken.None);
        Assert.Equal(taken.SelectMany(static t => t.State!.Files).Select(static f => f.Name).Order(), counting.Opened.Order());
    }

    [Fact]
    public void What_is_read_and_not_yet_decoded_is_bounded() => Seeds.Run(1, 20, seed =>
    {
        const int Entries = 20_000;
        const int Size = 500;
        var scheduler = new SingleThreadScheduler(seed);
        var lane = new StateTestLane(_store, _backend, 0, 1, ++_attempt);
        for (var i = 0; i < Entries; i++)
        {
            lane.Values.Of(TestKeys.Hash.Of((long)i)) = new byte[Size];
        }

        var taken = Run(scheduler, () => lane.State.SnapshotAsync(1, CancellationToken.None));
        var counting = new CountingStore(_store);
        var restored = new StateTestLane(_store, _backend, 0, 1, ++_attempt);
        long most = 0;
        restored.OnRead = () => most = Math.Max(most, counting.BytesRead - restored.BytesRead);
        Run(scheduler, () => new StateRestorer("node", counting, _backend, scheduler).RestoreAsync(new VertexSnapshot([taken]), [restored.State], CancellationToken.None).AsTask());
        Assert.Equal(Entries, restored.Values.Count());

        // Blocks of 64 KB: four in the queue, one that is decoded, one that was read; and heads.
        Assert.InRange(most, 1, 8 * 66_000);
    });

    [Fact]
    public async Task A_value_may_be_longer_than_a_block()
    {
        var random = new Random(1);
        var lanes = OpenAll(2);
        var model = StateModel.Draw(random, [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 5_000_000, 70_000, 3]);
        model.Fill(lanes);
        var taken = await Task.WhenAll(lanes.Select(static l => l.State.SnapshotAsync(1, CancellationToken.None)));
        var restored = OpenAll(5);
        await RestoreAsync(taken, TaskScheduler.Default, restored);
        model.Expect(restored);
    }

    [Fact]
    public async Task What_was_written_by_another_backend_is_refused_by_name()
    {
        var lanes = OpenAll(1);
        StateModel.Draw(new Random(1)).Fill(lanes);
        var taken = await lanes[0].State.SnapshotAsync(1, CancellationToken.None);
        var fault = await Assert.ThrowsAsync<CheckpointException>(() => RestoreAsync([taken with { Backend = "other" }], TaskScheduler.Default, OpenAll(1)));
        Assert.Equal(
            "The state of node 'node' in the checkpoint was written by the state backend 'other', and the job runs with 'memory', which cannot read it. Start with the former backend.",
            fault.Message);
    }

    private static T Run<T>(SingleThreadScheduler scheduler, Func<Task<T>> work)
    {
        var task = scheduler.Start(work);
        scheduler.RunUntil(task, "the work");
        return task.GetAwaiter().GetResult();
    }

    private static void Run(SingleThreadScheduler scheduler, Func<Task> work)
    {
        var task = scheduler.Start(work);
        scheduler.RunUntil(task, "the work");
        task.GetAwaiter().GetResult();
    }

    private StateTestLane[] OpenAll(int lanes) => [.. Enumerable.Range(0, lanes).Select(lane => new StateTestLane(_store, _backend, lane, lanes, ++_attempt))];

    private async Task RestoreAsync(IReadOnlyList<BlockSnapshot> taken, TaskScheduler scheduler, StateTestLane[] lanes) =>
        await new StateRestorer("node", _store, _backend, scheduler).RestoreAsync(new VertexSnapshot(taken), [.. lanes.Select(static l => l.State)], CancellationToken.None);
}
