using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Blocks;

public sealed class CreditTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void There_are_never_more_batches_in_flight_than_credits(int credits)
    {
        using var rig = Rig.Start(1, new EdgeBuffer(credits), isOpen: false);
        var sending = rig.Send(0, [.. Enumerable.Range(1, 50)]);
        for (var let = 0; let <= 50; let++)
        {
            rig.Run();
            Assert.InRange(rig.EdgeOf(0).UnderWay, 0, credits);
            Assert.Equal(let, rig.Probe.Records.Count());
            rig.Probe.Let();
        }

        rig.Scheduler.RunUntil(sending, "all batches sent");
        Assert.Equal(Enumerable.Range(1, 50).Select(static i => $"0:{i}"), rig.Probe.Records);
        Assert.Equal(0, rig.EdgeOf(0).UnderWay);
    }

    [Fact]
    public void A_full_edge_makes_the_upstream_wait_and_a_returned_credit_wakes_it()
    {
        using var rig = Rig.Start(1, new EdgeBuffer(2), isOpen: false);
        var sending = rig.Send(0, 1, 2, 3);
        rig.Run();
        Assert.False(sending.IsCompleted, "the third batch was sent although only two credits exist");

        rig.Probe.Let();
        rig.Run();
        Assert.True(sending.IsCompletedSuccessfully, "the returned credit did not wake the upstream");
        Assert.Equal(2, rig.EdgeOf(0).UnderWay);
        rig.Probe.Open();
        rig.Run();
    }

    [Fact]
    public void A_job_that_ends_wakes_the_upstream_that_waits_for_a_credit()
    {
        using var rig = Rig.Start(1, new EdgeBuffer(1), isOpen: false);
        var sending = rig.Send(0, 1, 2);
        rig.Run();
        Assert.False(sending.IsCompleted);

        rig.Job.Cancel();
        rig.Run();
        Assert.IsType<OperationCanceledException>(sending.Exception?.InnerException ?? Record.Exception(sending.GetAwaiter().GetResult));
        rig.Probe.Open();
    }

    [Theory]
    [InlineData(WhenFull.DropNewest, "0:1 0:2", 8)]
    [InlineData(WhenFull.DropOldest, "0:1 0:2 0:9 0:10", 6)]
    [InlineData(WhenFull.KeepLatest, "0:1 0:2 0:10", 7)]
    public void An_overflow_policy_drops_the_batches_that_it_names_and_counts_them(WhenFull whenFull, string kept, long dropped)
    {
        using var rig = Rig.Start(1, new EdgeBuffer(2, whenFull, "probe"), isOpen: false);
        rig.Scheduler.RunUntil(rig.Send(0, [.. Enumerable.Range(1, 10)]), "sending without waiting");
        rig.Run();
        rig.Probe.Open();
        rig.Run();

        Assert.Equal(kept, string.Join(' ', rig.Probe.Records));
        var counts = rig.Job.Report.Counts()["probe"];
        Assert.Equal((dropped, dropped), (counts.In, counts.Dropped));
    }

    [Fact]
    public void A_full_buffer_with_WhenFull_Fail_fails_the_job_and_names_the_remedy()
    {
        using var rig = Rig.Start(1, new EdgeBuffer(2, WhenFull.Fail, "probe"), isOpen: false);
        var sending = rig.Send(0, 1, 2, 3);
        rig.Run();

        var fault = Assert.IsType<InvalidOperationException>(sending.Exception?.InnerException);
        Assert.Contains("buffer of 'probe' is full (2 batches)", fault.Message, StringComparison.Ordinal);
        rig.Probe.Open();
        rig.Run();
    }

    [Theory]
    [InlineData(WhenFull.DropNewest)]
    [InlineData(WhenFull.DropOldest)]
    [InlineData(WhenFull.KeepLatest)]
    public void Control_is_never_dropped_and_keeps_its_place(WhenFull whenFull)
    {
        using var rig = Rig.Start(1, new EdgeBuffer(1, whenFull, "probe"), isOpen: false);
        for (var i = 1; i <= 20; i++)
        {
            rig.Scheduler.RunUntil(rig.Send(0, i), "sending without waiting");
            rig.Feeders[0].Watermark(i);
        }

        rig.Feeders[0].Barrier(7);
        rig.Scheduler.RunUntil(rig.Send(0, 21), "sending without waiting");
        rig.Feeders[0].Watermark(21);
        rig.Probe.Open();
        rig.Run();
        rig.Feeders[0].End();
        rig.Run();

        var seen = rig.Probe.Seen;
        Assert.Equal("0:1", seen[0]);
        Assert.True(seen.IndexOf("watermark 20") < seen.IndexOf("barrier 7"), string.Join(", ", seen));
        Assert.Equal("watermark 21", seen[^1]);
        Assert.True(seen.IndexOf("0:21") is -1 or > 1, string.Join(", ", seen));
        Assert.All(seen.Where(s => s == "0:21"), _ => Assert.True(seen.IndexOf("barrier 7") < seen.IndexOf("0:21")));
    }

    [Theory]
    [InlineData(WhenFull.DropNewest)]
    [InlineData(WhenFull.DropOldest)]
    [InlineData(WhenFull.KeepLatest)]
    public void A_watermark_that_waits_on_the_edge_does_not_overtake_overflowing_batches(WhenFull whenFull)
    {
        using var rig = Rig.Start(1, new EdgeBuffer(1, whenFull, "probe"), isOpen: false);
        rig.Scheduler.RunUntil(rig.Send(0, 1), "sending without waiting");

        // More than an edge has in flight: the last waits on the edge.
        for (var ticks = 1; ticks <= 17; ticks++)
        {
            rig.Feeders[0].Watermark(ticks);
        }

        // The batch that watermark 18 waits behind is dropped: 18 could be sent first while 17 still waits.
        rig.Scheduler.RunUntil(rig.Send(0, 2), "sending without waiting");
        rig.Feeders[0].Watermark(18);
        rig.Scheduler.RunUntil(rig.Send(0, 3), "sending without waiting");
        rig.Feeders[0].Barrier(7);
        rig.Feeders[0].End();
        rig.Probe.Open();
        rig.Run();

        Assert.False(rig.Job.Completion.IsFaulted, $"the job failed: {rig.Job.Completion.Exception?.InnerException?.Message}");
        var seen = rig.Probe.Seen;
        Assert.Equal(Enumerable.Range(1, 18).Select(static ticks => $"watermark {ticks}").Where(seen.Contains), seen.Where(static s => s.StartsWith("watermark", StringComparison.Ordinal)));
        Assert.True(seen.IndexOf("watermark 18") < seen.IndexOf("barrier 7"), string.Join(", ", seen));
        Assert.Contains("watermark 18", seen);
    }

    [Fact]
    public void Waiting_watermarks_are_replaced_by_the_latest()
    {
        using var rig = Rig.Start(1, isOpen: false);
        rig.Scheduler.RunUntil(rig.Send(0, 1), "sending");
        for (var ticks = 1; ticks <= 10_000; ticks++)
        {
            rig.Feeders[0].Watermark(ticks);
        }

        rig.Probe.Open();
        rig.Run();
        Assert.InRange(rig.Probe.Seen.Count, 2, 20);
        Assert.Equal("watermark 10000", rig.Probe.Seen[^1]);
    }

    [Theory]
    [InlineData(WhenFull.Wait)]
    [InlineData(WhenFull.DropNewest)]
    [InlineData(WhenFull.DropOldest)]
    [InlineData(WhenFull.KeepLatest)]
    public void A_mailbox_never_refuses_a_message(WhenFull whenFull) => Seeds.Run(1, 40, seed =>
    {
        var random = new Random(seed);
        using var rig = Rig.Start(3, new EdgeBuffer(random.Next(1, 5), whenFull, "probe"), isOpen: false, seed);
        var sending = new Task[3];
        Array.Fill(sending, Task.CompletedTask);
        for (var i = 1; i <= 2000; i++)
        {
            var feeder = random.Next(3);
            switch (random.Next(8))
            {
                case 0 when sending[feeder].IsCompleted:
                    sending[feeder] = rig.Send(feeder, i);
                    break;
                case 1:
                    rig.Probe.Let();
                    break;
                case 2:
                    rig.Scheduler.TryStep();
                    break;
                case < 6 when sending[feeder].IsCompleted:
                    rig.Feeders[feeder].Watermark(i);
                    break;
                case 6 when sending[feeder].IsCompleted:
                    rig.Feeders[feeder].Idle();
                    break;
            }
        }

        rig.Probe.Open();
        rig.Run();
        Assert.False(rig.Job.Completion.IsCompleted, $"the job failed: {rig.Job.Completion.Exception?.InnerException?.Message}");
        Assert.All(sending, static s => Assert.True(s.IsCompletedSuccessfully));
    });
}
