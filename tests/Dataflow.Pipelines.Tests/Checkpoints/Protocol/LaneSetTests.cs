using Dataflow.Pipelines.Checkpoints;

namespace Dataflow.Pipelines.Tests.Checkpoints.Protocol;

public sealed class LaneSetTests
{
    [Fact]
    public void It_is_equal_to_another_with_the_same_lanes_in_any_order()
    {
        int[] lanes = [0, 63, 64, 200, 3];
        var forwards = lanes.Aggregate(default(LaneSet), static (set, lane) => set.With(lane));
        var backwards = lanes.Reverse().Aggregate(default(LaneSet), static (set, lane) => set.With(lane).With(lane));
        Assert.Equal(forwards, backwards);
        Assert.Equal(forwards.GetHashCode(), backwards.GetHashCode());
        Assert.Equal("{0,3,63,64,200}", forwards.ToString());
        Assert.Equal(lanes.Length, backwards.Count);
        Assert.Equal(lanes.Order(), Enumerable.Range(0, 300).Where(forwards.Contains));
        Assert.NotEqual(forwards, forwards.With(1));
        Assert.Equal(0, default(LaneSet).Count);
        Assert.False(default(LaneSet).Contains(0));
    }
}
