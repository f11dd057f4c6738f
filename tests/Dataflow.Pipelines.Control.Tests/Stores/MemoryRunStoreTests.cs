using Dataflow.Pipelines.Control.Stores;

namespace Dataflow.Pipelines.Control.Tests.Stores;

/// <summary>The store in memory is a run store; all its instances are one.</summary>
public sealed class MemoryRunStoreTests : RunStoreContract
{
    private readonly MemoryRunStore _store = new();

    private protected override Task<IRunStore> OpenStoreAsync() => Task.FromResult<IRunStore>(_store);
}
