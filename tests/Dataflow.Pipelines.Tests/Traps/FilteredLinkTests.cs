using System.Threading.Tasks.Dataflow;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Traps;

/// <summary>Why no edge of the engine is a <c>LinkTo</c> with a predicate.</summary>
public sealed class FilteredLinkTests
{
    [Fact]
    public async Task A_message_that_no_filter_accepts_blocks_the_source()
    {
        var source = new BufferBlock<int>();
        var even = new List<int>();
        var target = new ActionBlock<int>(even.Add);
        source.LinkTo(target, new DataflowLinkOptions { PropagateCompletion = true }, static n => n % 2 == 0);
        foreach (var n in new[] { 2, 3, 4 })
        {
            source.Post(n);
        }

        source.Complete();
        await Until.Async("the first message passes", () => source.Count <= 2, () => source.Count);

        // No target accepts 3, and 4 waits behind it although a target accepts it: the graph never completes.
        Assert.Equal(2, source.Count);
        Assert.False(target.Completion.IsCompleted);
        Assert.True(source.TryReceive(out var stranded));
        Assert.Equal(3, stranded);
        await Until.EndOf(target.Completion, "the end after 3 was removed");
        Assert.Equal([2, 4], even);
    }

    [Fact]
    public async Task Messages_that_a_full_filtered_target_declines_are_lost_to_an_unconditional_null_target()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var taken = 0;
        var source = new BufferBlock<int>();
        var target = new ActionBlock<int>(
            async _ =>
            {
                await gate.Task;
                taken++;
            },
            new ExecutionDataflowBlockOptions { BoundedCapacity = 10 });
        source.LinkTo(target, new DataflowLinkOptions { PropagateCompletion = true }, static _ => true);
        source.LinkTo(DataflowBlock.NullTarget<int>());
        for (var n = 0; n < 1000; n++)
        {
            source.Post(n);
        }

        source.Complete();
        await Until.EndOf(source.Completion, "the source is empty");
        gate.SetResult();
        await Until.EndOf(target.Completion, "the target's end");

        // Every message matches the predicate; 990 are lost without an error.
        Assert.Equal(10, taken);
    }
}
