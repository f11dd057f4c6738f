using System.Threading.Tasks.Dataflow;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Traps;

/// <summary>Why a fan-out of the engine is a loop over edges with credits and no <see cref="BroadcastBlock{T}"/>.</summary>
public sealed class BroadcastTests
{
    [Fact]
    public async Task A_broadcast_drops_for_a_target_that_is_slow_and_bounded()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var taken = new List<int>();
        var source = new BroadcastBlock<int>(null);
        var slow = new ActionBlock<int>(
            async n =>
            {
                await gate.Task;
                taken.Add(n);
            },
            new ExecutionDataflowBlockOptions { BoundedCapacity = 1 });
        source.LinkTo(slow, new DataflowLinkOptions { PropagateCompletion = true });
        for (var n = 1; n <= 100; n++)
        {
            Assert.True(await source.SendAsync(n), "a broadcast refuses nothing");
        }

        source.Complete();
        gate.SetResult();
        await Until.EndOf(slow.Completion, "the slow target's end");
        Assert.True(taken.Count < 100, "a slow target got everything");
    }
}
