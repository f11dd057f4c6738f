using Dataflow.Pipelines.Formats.Tests.Trips;

namespace Dataflow.Pipelines.Formats.Tests;

public sealed class AllocationTests
{
    [Fact]
    public void Reading_CSV_allocates_only_the_memory_of_the_record()
    {
        Meter meter = new(
            true, -1, 2, 3, 4, 5, 6, 7, 8, 9.5f, 1e-9, 11.5m, Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), new(2026, 3, 1, 8, 30, 0, 250, TimeSpan.FromHours(2)),
            new(2026, 3, 1, 8, 30, 0, DateTimeKind.Utc), TimeSpan.FromSeconds(1.5), new(2026, 3, 1), new(8, 30, 1), TripKind.NightTrain);
        var message = Formats.Write(default, meter);
        var format = Formats.Open<Meter, CsvFormat<Meter>>(default);
        Assert.True(format.TryRead(message, out var read, out _));
        Assert.Equal(meter, read);

        Assert.Equal(0, LeastAllocated(() => format.TryRead(message, out _, out _)));
    }

    [Fact]
    public void Repeated_texts_are_shared()
    {
        Trip trip = new(7, "ann \"a\"", 3.5m, new(2026, 3, 1, 8, 30, 0, TimeSpan.Zero), "x", 2, TripKind.NightTrain, "M1");
        var message = Formats.Write(default, trip);
        var format = Formats.Open<Trip, CsvFormat<Trip>>(default);
        Assert.True(format.TryRead(message, out var first, out _));
        Assert.True(format.TryRead(message, out var second, out _));
        Assert.Equal(trip, first);
        Assert.Same(first.Rider, second.Rider);
        Assert.Equal(0, LeastAllocated(() => format.TryRead(message, out _, out _)));
    }

    // The runtime itself allocates occasionally: the minimum of several attempts excludes that.
    private static long LeastAllocated(Action action) =>
        Enumerable.Range(0, 10).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
}
