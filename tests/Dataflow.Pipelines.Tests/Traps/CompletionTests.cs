using System.Threading.Tasks.Dataflow;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Traps;

/// <summary>Why the end of the input is sent in band and counted per input, and why a cycle is a build error.</summary>
public sealed class CompletionTests
{
    [Fact]
    public async Task Completion_propagates_at_the_first_of_several_sources()
    {
        var (first, second) = (new BufferBlock<int>(), new BufferBlock<int>());
        var taken = new List<int>();
        var target = new ActionBlock<int>(taken.Add);
        var options = new DataflowLinkOptions { PropagateCompletion = true };
        first.LinkTo(target, options);
        second.LinkTo(target, options);
        first.Complete();
        await Until.EndOf(target.Completion, "the target's end");

        second.Post(1);
        Assert.Empty(taken);
        Assert.Equal(1, second.Count);
    }

    [Fact]
    public async Task A_fault_ends_a_block_and_later_messages_are_refused_silently()
    {
        var block = new ActionBlock<int>(static n => _ = 10 / n);
        block.Post(0);
        await Until.Async("the fault", () => block.Completion.IsFaulted, () => block.Completion.Status);
        Assert.False(block.Post(1));
        Assert.False(await block.SendAsync(1));
    }

    [Fact]
    public async Task A_cycle_never_completes()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var here = new BufferBlock<int>();
        var there = new TransformBlock<int, int>(async n =>
        {
            await gate.Task;
            return n;
        });
        var options = new DataflowLinkOptions { PropagateCompletion = true };
        here.LinkTo(there, options);
        there.LinkTo(here, options);
        here.Post(1);
        await Until.Async("the message has left the first block", () => here.Count == 0, () => here.Count);

        // Each waits for the other, and a block that is completed by hand refuses the message in flight.
        here.Complete();
        await Until.EndOf(here.Completion, "the end of the half that was completed");
        gate.SetResult();
        await Until.Async("the message is in the output of the second block", () => there.OutputCount == 1, () => there.OutputCount);
        Assert.False(there.Completion.IsCompleted);
    }

    [Fact]
    public void A_transform_many_holds_more_outputs_than_its_bound()
    {
        var block = new TransformManyBlock<int, int>(static n => Enumerable.Range(0, n), new ExecutionDataflowBlockOptions { BoundedCapacity = 4 });
        Assert.True(block.Post(1000));
        SpinWait.SpinUntil(() => block.OutputCount == 1000, TimeSpan.FromSeconds(30));
        Assert.Equal(1000, block.OutputCount);
    }
}
