using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.Tests.State;

public sealed class MemoryStateBackendTests : StateBackendContract
{
    protected override IStateBackend Backend() => new MemoryStateBackend();
}
