using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Testing.State;
using Dataflow.Pipelines.Tests.Spilling;

namespace Dataflow.Pipelines.Tests.State;

public sealed class SpillingStateBackendTests : StateBackendContract
{
    protected override IEnumerable<int> Seeds => Shared.Seeds.Drawn(1, 20);

    [Theory]
    [MemberData(nameof(Rules))]
    public Task It_keeps_the_contract(string rule) => CheckAsync(rule);

    protected override IStateBackend CreateBackend() => new SpillingStateBackend();
}
