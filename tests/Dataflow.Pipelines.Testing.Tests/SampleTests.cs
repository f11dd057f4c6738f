using Dataflow.Pipelines.Testing.Tests.Sensors;

namespace Dataflow.Pipelines.Testing.Tests;

/// <summary><c>[Sample]</c>: which records pass, over crashes and different numbers of lanes.</summary>
public sealed partial class SampleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_of_every_n_records_passes()
    {
        using var test = PipelineTest.Start(new Samples());
        test.Source<Reading>(nameof(Samples.Readings)).Push([.. Enumerable.Range(0, 8).Select(static i => Of(i % 2 == 0 ? "a" : "b", i))]);
        test.Drain();
        Assert.Equal([0, 1, 6, 7], Values(test, nameof(Samples.OfSensor)).Order());
        Assert.Equal([0, 3, 6], Values(test, nameof(Samples.OfAll)));
        var counts = test.Counts(nameof(Samples.EachSensor));
        Assert.Equal((8, 4, 4), (counts.In, counts.Out, counts.Filtered));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void The_count_of_each_key_survives_a_crash_at_any_number_of_lanes(int lanes)
    {
        using var test = PipelineTest.Start(new Samples());
        var readings = test.Source<Reading>(nameof(Samples.Readings));
        readings.Push(Of("a", 0), Of("a", 1), Of("b", 2), Of("c", 3), Of("c", 4), Of("c", 5));
        test.Checkpoint();
        readings.Push(Of("a", 6), Of("b", 7));
        test.Crash(lanes);
        readings.Push(Of("a", 8), Of("b", 9), Of("c", 10));
        Assert.Equal([0, 2, 3, 8, 10], Values(test, nameof(Samples.OfSensor)).Order());
        test.Crash(lanes);
        test.Drain();
        Assert.Equal([0, 2, 3, 8, 10], Values(test, nameof(Samples.OfSensor)).Order());
    }

    [Fact]
    public void A_sample_shows_its_settings() =>
        Assert.Equal(["key sensor", "every 3"], Descriptor<Samples>().Nodes.Single(static node => node.Member == nameof(Samples.EachSensor)).Settings);

    private static Graph.PipelineDescriptor Descriptor<TPipeline>()
        where TPipeline : class, Graph.IPipeline<TPipeline> => TPipeline.Descriptor;

    private static Reading Of(string sensor, int value) => new(sensor, Noon.AddSeconds(value), value, "");

    private static IEnumerable<int> Values(PipelineTest<Samples> test, string sink) => test.Output<Reading>(sink).Select(static reading => (int)reading.Value);

    [Pipeline("samples")]
    private sealed partial class Samples
    {
        [Source, Watermark(nameof(Reading.At))]
        public Unopened<Reading> Readings => new();

        [Sample(From = nameof(Readings), Every = 3), KeyBy(nameof(Reading.Sensor))]
        public partial Stream<Reading> EachSensor { get; }

        [Sample(From = nameof(Readings), Every = 3)]
        public partial Stream<Reading> All { get; }

        [Rejected(nameof(Readings))]
        public partial Stream<DeadLetter> Broken { get; }

        [Sink(From = nameof(EachSensor))]
        public Unopened<Reading> OfSensor => new();

        [Sink(From = nameof(All))]
        public Unopened<Reading> OfAll => new();
    }
}
