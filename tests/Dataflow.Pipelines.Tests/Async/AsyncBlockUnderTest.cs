using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Async;

/// <summary>Calls a function of the test for each record.</summary>
internal sealed class AsyncBlockUnderTest(LaneContext lane, AsyncOptions options, Func<Click, CancellationToken, ValueTask<OrReject<Click>?>> answer)
    : AsyncBlock<Click, Click, ClickCodec>(lane, options)
{
    protected override async ValueTask<Answer<Click>> AskAsync(Click record, CancellationToken cancellationToken) =>
        await answer(record, cancellationToken) is { } given ? Answered(given) : Answered((Click?)null);
}
