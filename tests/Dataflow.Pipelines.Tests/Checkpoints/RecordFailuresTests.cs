using Dataflow.Pipelines.Faults;

namespace Dataflow.Pipelines.Tests.Checkpoints;

public sealed class RecordFailuresTests
{
    [Fact]
    public void Failures_are_counted_up_to_their_limit_by_node_and_record()
    {
        var failures = new RecordFailures(null);
        Assert.Null(failures.Changed);
        Assert.Equal([1, 2, 0, 0], Enumerable.Range(0, 4).Select(_ => failures.Count("node", "a", 2)));
        Assert.Equal(1, failures.Count("node", "b", 2));
        Assert.Equal(1, failures.Count("other", "a", 2));
        Assert.Equal(0, failures.Count("node", "c", 0));
        Assert.Equal(new Dictionary<string, int> { ["node a"] = 2, ["node b"] = 1, ["other a"] = 1 }, failures.Changed);
    }

    [Fact]
    public void A_start_continues_from_the_stored_counts()
    {
        var failures = new RecordFailures(new Dictionary<string, int> { ["node a"] = 1 });
        Assert.Null(failures.Changed);
        Assert.Equal(2, failures.Count("node", "a", 2));
        Assert.Equal(0, failures.Count("node", "a", 2));
    }

    [Fact]
    public void The_newest_thousand_failures_are_retained()
    {
        var failures = new RecordFailures(null);
        for (var i = 0; i < 1001; i++)
        {
            failures.Count("node", $"{i}", 2);
        }

        Assert.Equal(1000, failures.Changed!.Count);
        Assert.Equal(1, failures.Count("node", "0", 2));
        Assert.Equal(2, failures.Count("node", "1000", 2));
    }
}
