using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Testing.State;
using Dataflow.Pipelines.Tests.Spilling;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>The restore of declared state from the lanes of a checkpoint to those of a later start.</summary>
public sealed class StateRestoreTests
{
    private readonly SimulatedCheckpointStore _store = new();
    private readonly MemoryStateBackend _backend = new();
    private long _attempt;

    [Theory]
    [InlineData("memory")]
    [InlineData("spilling")]
    public void Random_state_is_the_same_at_any_number_of_lanes_in_any_order_of_events(string kind) => Seeds.Run(1, 20, seed =>
    {
        IStateBackend backend = kind == "memory" ? new MemoryStateBackend() : new SpillingStateBackend();
        var random = new Random(seed);
        var scheduler = new SingleThreadScheduler(seed);
        var model = new ContractModel();
        BlockSnapshot[] taken = [];
        for (var life = 1; life <= 3; life++)
        {
            var lanes = OpenAll(random.Next(1, 9), backend);
            if (life > 1)
            {
                Run(scheduler, () => RestoreAsync(taken, scheduler, lanes, backend));
            }

            Run(scheduler, () => model.WorkAsync(lanes, random).AsTask());
            var checkpoint = life;
            taken = Run(scheduler, () => Task.WhenAll(lanes.Select(l => l.State.SnapshotAsync(checkpoint, CancellationToken.None))));
            Run(scheduler, () => model.ExpectAsync(lanes).AsTask());
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
        await new ContractModel().WorkAsync(lanes, new Random(1));
        var taken = await Task.WhenAll(lanes.Select(static l => l.State.SnapshotAsync(1, CancellationToken.None)));
        var counting = new CountingStore(_store);
        var restored = OpenAll(after);
        await new StateRestorer("node", counting, _backend, TaskScheduler.Default).RestoreAsync(new VertexSnapshot(taken), [.. restored.Select(static l => l.State)], CancellationToken.None);
        Assert.Equal(taken.SelectMany(static t => t.State!.Files).Select(static f => f.Name).Order(), counting.Opened.Order());
    }

    [Fact]
    public void Messages_that_are_read_and_not_yet_decoded_are_bounded() => Seeds.Run(1, 20, seed =>
    {
        const int Entries = 20_000;
        const int Size = 500;
        var scheduler = new SingleThreadScheduler(seed);
        var lane = OpenAll(1)[0];
        for (var i = 0; i < Entries; i++)
        {
            lane.Values.Of(TestKeys.Hash.Of((long)i)) = new byte[Size];
        }

        var taken = Run(scheduler, () => lane.State.SnapshotAsync(1, CancellationToken.None));
        var counting = new CountingStore(_store);
        _attempt++;
        var watched = new WatchedLane(ScopeOf(0, 1), _backend);
        var restored = watched.Lane;
        long most = 0;
        watched.OnRead = () => most = Math.Max(most, counting.BytesRead - watched.BytesRead);
        Run(scheduler, () => new StateRestorer("node", counting, _backend, scheduler).RestoreAsync(new VertexSnapshot([taken]), [restored.State], CancellationToken.None).AsTask());
        Assert.Equal(Entries, restored.Values.Count());

        // Blocks of 64 KB: four in the queue, one that is decoded, one that was read; plus headers.
        Assert.InRange(most, 1, 8 * 66_000);
    });

    [Fact]
    public async Task State_of_another_backend_is_refused_by_name()
    {
        var lanes = OpenAll(1);
        await new ContractModel().WorkAsync(lanes, new Random(1));
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

    private ContractLane[] OpenAll(int lanes, IStateBackend? backend = null)
    {
        _attempt++;
        return [.. Enumerable.Range(0, lanes).Select(lane => new ContractLane(ScopeOf(lane, lanes), backend ?? _backend))];
    }

    private StateScope ScopeOf(int lane, int lanes) => new() { Node = "node", Lane = lane, Lanes = lanes, Attempt = _attempt, Store = _store };

    private async Task RestoreAsync(IReadOnlyList<BlockSnapshot> taken, TaskScheduler scheduler, ContractLane[] lanes, IStateBackend? backend = null) =>
        await new StateRestorer("node", _store, backend ?? _backend, scheduler).RestoreAsync(new VertexSnapshot(taken), [.. lanes.Select(static l => l.State)], CancellationToken.None);
}
