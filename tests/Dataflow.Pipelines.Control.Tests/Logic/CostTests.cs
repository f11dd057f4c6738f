using Dataflow.Pipelines.Control.Tests.Support;
using Dataflow.Pipelines.Control.Triggers;

namespace Dataflow.Pipelines.Control.Tests.Logic;

/// <summary>What an event costs does not depend on the number of nodes that wait.</summary>
public sealed class CostTests
{
    [Fact]
    public void Setting_latches_allocates_nothing_and_looks_only_at_the_triggers_that_name_the_event()
    {
        var ids = Enumerable.Range(0, 2000).Select(static i => "n" + i).ToArray();
        var text = new GraphText(ids).Node(ids[0], "go");
        foreach (var id in ids.Skip(1))
        {
            text.Node(id, ids[0] + ".completed & other." + id);
        }

        var index = new TriggerIndex(text.Build());
        var latches = new LatchSet(index.OfRun);
        var complete = new List<TriggerEntry>(4);
        var own = index.Find("other.n7");
        Assert.Equal(1, index.OfRun.ListenersOf(own).Length);

        // The second event completes the join of n7 and all joins whose other event was set before: here none.
        var first = index.Find("n0.completed");
        latches.Set(first, complete);
        latches.Set(own, complete);
        var completed = complete.Count;
        complete.Clear();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            latches.Set(first, complete);
            latches.Set(own, complete);
            completed += complete.Count;
            complete.Clear();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(1001, completed);
    }

    [Fact]
    public void A_join_of_many_nodes_waits_for_each_of_them()
    {
        var ids = Enumerable.Range(0, 201).Select(static i => "n" + i).ToArray();
        var text = new GraphText(ids);
        foreach (var id in ids[..^1])
        {
            text.Node(id, "go");
        }

        text.Node(ids[^1], string.Join(" & ", ids[..^1].Select(static id => id + ".completed")));
        var world = new LogicWorld(text.Build(slots: 500)).Start().Publish("go");
        foreach (var id in ids[..^1])
        {
            Assert.DoesNotContain("n200", world.Running(), StringComparison.Ordinal);
            world.Complete(id);
        }

        Assert.Equal("n200", world.Running());
    }
}
