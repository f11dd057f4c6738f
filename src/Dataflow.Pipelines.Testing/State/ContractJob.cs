using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Testing.Contracts;
using Dataflow.Pipelines.Testing.Simulation;

namespace Dataflow.Pipelines.Testing.State;

/// <summary>A job for a contract: successive processes with one checkpoint store.</summary>
/// <param name="createBackend">Creates the backend of a process.</param>
internal sealed class ContractJob(Func<IStateBackend> createBackend)
{
    private const string Node = "node";
    private IStateBackend? _backend;
    private long _attempt;

    public static KeyHash Hash { get; } = KeyHash.Create(new SeededBytes(1));

    public MemoryDisk Disk { get; } = new();

    public ICheckpointStore Store => field ??= new MemoryCheckpointStore(Disk);

    /// <summary>Simulates a new process.</summary>
    public void Restart() => _backend = null;

    /// <summary>Opens lanes with a state of each form.</summary>
    public ContractLane[] Open(int lanes)
    {
        _attempt++;
        return [.. Enumerable.Range(0, lanes).Select(lane => new ContractLane(ScopeOf(lane, lanes), Backend()))];
    }

    /// <summary>Opens one lane with the state of a method.</summary>
    public UserLane<T> Open<T, TCodec>(TtlPolicy? ttl = null)
        where TCodec : struct, IStateCodec<T>
    {
        _attempt++;
        var lane = new LaneState(ScopeOf(0, 1), Backend());
        var state = lane.Add(new UserState<T, TCodec>("state", Node, ttl));
        lane.Open();
        return new UserLane<T>(state.Values, state, lane);
    }

    public async ValueTask RestoreAsync(IReadOnlyList<BlockSnapshot> taken, params IReadOnlyList<LaneState> lanes) =>
        await new StateRestorer(Node, Store, Backend(), TaskScheduler.Default).RestoreAsync(new VertexSnapshot(taken), lanes, CancellationToken.None);

    /// <summary>Retains only the files of these snapshots, as a job does with its retained checkpoints.</summary>
    public async ValueTask RetainAsync(IEnumerable<BlockSnapshot> taken)
    {
        var named = taken.SelectMany(static t => t.State!.Files).ToHashSet();
        foreach (var file in named)
        {
            Expect.True(Disk.TryRead(file.Name, out var bytes) && bytes.Length == file.Length, $"The file '{file.Name}' that a snapshot names is not in the store with its {file.Length} bytes.");
        }

        await Store.RetainAsync(named.Select(static f => f.Name).ToHashSet(), CancellationToken.None);
    }

    private IStateBackend Backend() => _backend ??= createBackend();

    private StateScope ScopeOf(int lane, int lanes) => new() { Node = Node, Lane = lane, Lanes = lanes, Attempt = _attempt, Store = Store };
}
