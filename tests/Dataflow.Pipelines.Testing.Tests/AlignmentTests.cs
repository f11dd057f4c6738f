using Dataflow.Pipelines.Testing.Tests.Sensors;

namespace Dataflow.Pipelines.Testing.Tests;

/// <summary>A source that is far ahead of another waits for it.</summary>
public sealed class AlignmentTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly PipelineTest<TwoSources> _test = PipelineTest.Start(new TwoSources());

    private TestSource<Reading> Fast => _test.Source<Reading>(nameof(TwoSources.Fast));

    private TestSource<Reading> Slow => _test.Source<Reading>(nameof(TwoSources.Slow));

    private long ReadByFast => _test.Counts(nameof(TwoSources.Fast)).In;

    public void Dispose() => _test.Dispose();

    [Fact]
    public void It_continues_when_the_other_has_caught_up()
    {
        Slow.Push(At(0));
        Fast.Push(At(50));
        Fast.Push(At(100));
        Fast.Push(At(150));
        Assert.Equal(2, ReadByFast);

        Slow.Push(At(45));
        Assert.Equal(3, ReadByFast);
    }

    [Fact]
    public void While_it_waits_it_is_not_idle_and_holds_its_watermark()
    {
        Slow.Push(At(0));
        Fast.Push(At(100));
        Fast.Push(At(101));
        _test.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, ReadByFast);
        Slow.Push(At(1));
        Assert.Equal(Noon.AddSeconds(1), _test.Watermark);
        Assert.Equal(1, ReadByFast);
    }

    [Fact]
    public void It_waits_for_no_source_that_is_idle()
    {
        Slow.Push(At(0));
        Fast.Push(At(100));
        Fast.Push(At(500));
        Assert.Equal(1, ReadByFast);

        _test.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(2, ReadByFast);
    }

    [Fact]
    public void It_waits_for_no_source_without_a_watermark()
    {
        Fast.Push(At(100));
        Fast.Push(At(500));
        Assert.Equal(2, ReadByFast);
    }

    [Fact]
    public void A_drain_and_a_checkpoint_do_not_wait()
    {
        Slow.Push(At(0));
        Fast.Push(At(100));
        Fast.Push(At(500));
        _test.Checkpoint();
        Assert.Equal(1, _test.LastCheckpoint);
        _test.Drain();
        Assert.Equal(3, _test.Committed<Reading>(nameof(TwoSources.All)).Count);
    }

    private static Reading At(int second) => new("s", Noon.AddSeconds(second), 1, "");
}
