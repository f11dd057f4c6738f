using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Testing.State;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>A lane with a state of each form; it reports each block of values that it reads.</summary>
internal sealed class WatchedLane
{
    public WatchedLane(StateScope scope, IStateBackend backend) => Lane = new ContractLane(scope, backend, values => new WatchedState(values, bytes =>
    {
        BytesRead += bytes;
        OnRead();
    }));

    public ContractLane Lane { get; }

    /// <summary>Called before a block of values is read.</summary>
    public Action OnRead { get; set; } = static () => { };

    /// <summary>Bytes of the blocks of values that were read.</summary>
    public long BytesRead { get; private set; }
}
