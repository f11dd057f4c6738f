using System.Threading.Tasks.Dataflow;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Traps;

/// <summary>Why a fan-out of the engine is a loop over edges with credits and not a <see cref="BroadcastBlock{T}"/>.</summary>
public sealed class BroadcastTests
{
    [Fact]
    public async Task A_broadcast_drops_messages_for_a_slow_bounded_target()
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
            Assert.True(await source.SendAsync(n), "a broadcast refused a message");
        }

        source.Complete();
        gate.SetResult();
        await Until.EndOf(slow.Completion, "the slow target's end");
        Assert.True(taken.Count < 100, "a slow target received all messages");
    }
}
