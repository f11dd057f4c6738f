using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>A lane that has declared one state of each form.</summary>
internal sealed class StateTestLane : IAsyncDisposable, IListOwner
{
    public StateTestLane(SimulatedCheckpointStore store, IStateBackend backend, int lane, int lanes, long attempt)
    {
        Lane = lane;
        Lanes = lanes;
        State = new LaneState(new StateScope { Node = "node", Lane = lane, Lanes = lanes, Attempt = attempt, Store = store }, backend);
        var values = new KeyedEntries<byte[]?, DefaultIsGone<byte[]?>, BytesCodec>("values");
        State.Add(new WatchedState(values, bytes =>
        {
            BytesRead += bytes;
            OnRead();
        }));
        Values = values.Table;
        Windows = State.Add(new NamespacedEntries<byte[]?, BytesCodec>("windows", "hours")).Table;
        Timers = State.AddTimers("timers");
        Due = State.AddDue("due");
        State.Add(new ListEntries("list", Redistribution.ByLane, this));
        Rules = State.Add(new BroadcastState<byte[]?, BytesCodec>("rules", lane == 0));
        Number = State.AddValue("number", StateJson.Default.Int64);
        Number.Current = 100 + lane;
        State.Open();
    }

    public int Lane { get; }

    public int Lanes { get; }

    public LaneState State { get; }

    public KeyedTable<byte[]?, DefaultIsGone<byte[]?>> Values { get; }

    public NamespacedTable<byte[]?> Windows { get; }

    public TimerQueue Timers { get; }

    public TimerHeap Due { get; }

    public BroadcastState<byte[]?, BytesCodec> Rules { get; }

    public OperatorValue<long> Number { get; }

    public List<byte[]> List { get; } = [];

    /// <summary>Called before a block of values is read.</summary>
    public Action OnRead { get; set; } = static () => { };

    /// <summary>Bytes of the blocks of values that were read.</summary>
    public long BytesRead { get; private set; }

    public long Entries => List.Count;

    public bool Owns(UInt128 key) => KeyGroups.LaneOf(KeyGroups.Of(key), Lanes) == Lane;

    public void Write(StateWriter writer)
    {
        foreach (var item in List)
        {
            var value = item;
            BytesCodec.Write(writer.BeginEntry(), ref value!);
            writer.EndEntry();
        }
    }

    public void Read(BinaryReader reader) => List.Add(BytesCodec.Read(reader)!);

    public void FinishRestore()
    {
    }

    public ValueTask DisposeAsync() => State.DisposeAsync();
}
