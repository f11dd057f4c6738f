using System.Diagnostics;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Kafka.Tests.Harness;

namespace Dataflow.Pipelines.Kafka.Tests;

/// <summary>
/// Readers and writers that are closed while their native calls wait for a frozen broker. A client that is destroyed during such a call
/// crashes the test process.
/// </summary>
public sealed class ClosingTests
{
    // The limits of the connector are 5 s, and a native call would wait for 60 s; the remainder is for a busy machine.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_writer_that_is_closed_while_it_flushes_ends_the_flush_and_then_the_client()
    {
        await using var broker = SampleProcess.Start("Broker", "--topic", "out:1");
        var address = await broker.ReadLineAsync();
        var writer = await TestSink.OpenAsync(new KafkaSink<TestRecord>(address, "out"));
        broker.Freeze();
        await writer.WriteAsync(TestSink.Batch(new TestRecord("a", 1)), CancellationToken.None);
        var flush = writer.PrepareAsync(1);
        Assert.False(flush.IsCompleted);
        await WithinLimit(writer.DisposeAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flush);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.PrepareAsync(2));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.WriteAsync(TestSink.Batch(new TestRecord("b", 2)), CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task The_end_of_the_job_ends_a_flush()
    {
        await using var broker = SampleProcess.Start("Broker", "--topic", "out:1");
        var address = await broker.ReadLineAsync();
        using var job = new CancellationTokenSource();
        await using var writer = await TestSink.OpenAsync(new KafkaSink<TestRecord>(address, "out"), ended: job.Token);
        broker.Freeze();
        await writer.WriteAsync(TestSink.Batch(new TestRecord("a", 1)), CancellationToken.None);
        var flush = writer.PrepareAsync(1);
        Assert.False(flush.IsCompleted);
        await job.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flush.WaitAsync(Limit));
    }

    [Fact]
    public async Task A_reader_that_is_closed_while_it_commits_ends_in_the_background()
    {
        await using var broker = SampleProcess.Start("Broker", "--topic", "events:2");
        var address = await broker.ReadLineAsync();
        var lane = await TestLane.OpenAsync(new(address, "events"));
        lane.Until(() => lane.Positions.Count == 2, "2 partitions");
        broker.Freeze();
        using var job = new CancellationTokenSource();
        var commit = lane.Reader.CommitAsync(1, [new SplitPosition("events", 0, 0)], job.Token).AsTask();
        await job.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => commit);
        await WithinLimit(lane.DisposeAsync());
        Assert.True(lane.Log.Contains("did not respond within"), lane.Log.All);

        // The polling thread ends when the broker answers again; it destroys the client last.
        broker.Thaw();
        var reader = (Source.KafkaReader)lane.Reader;
        Wait.Until(lane.Gate, () => reader.Closed.IsCompleted, "the polling thread has closed the client", () => lane.Log.All);
        await reader.Closed;
    }

    private static async Task WithinLimit(ValueTask closing)
    {
        var began = Stopwatch.GetTimestamp();
        await closing;
        var took = Stopwatch.GetElapsedTime(began);
        Assert.True(took < Limit, $"Expected: closed within {Limit}. It took {took}.");
    }
}
