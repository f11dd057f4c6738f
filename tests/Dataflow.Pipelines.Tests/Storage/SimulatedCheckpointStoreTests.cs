using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Storage;

/// <summary>The store of the simulation fulfils the contract of the real ones.</summary>
public sealed class SimulatedCheckpointStoreTests : CheckpointStoreContract
{
    private readonly MemoryDisk _disk = new();

    protected override ValueTask<ICheckpointStore> OpenAsync() => AgainAsync();

    protected override ValueTask<ICheckpointStore> AgainAsync() =>
        ValueTask.FromResult<ICheckpointStore>(new SimulatedCheckpointStore(_disk, new SimulatedProcess()));
}
