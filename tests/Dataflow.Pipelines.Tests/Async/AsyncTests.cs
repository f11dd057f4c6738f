using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Tests.Async;

public sealed class AsyncTests
{
    [Fact]
    public void Ordered_results_are_emitted_in_the_order_of_their_records()
    {
        using var rig = new AsyncRig(new AsyncOptions());
        rig.Send(1, 2, 3);
        rig.Answer(3, 1);
        Assert.Equal(["1"], rig.Seen);
        rig.Answer(2);
        Assert.Equal(["1", "2", "3"], rig.Seen);
    }

    [Fact]
    public void Unordered_results_are_emitted_as_they_arrive_and_never_past_a_watermark()
    {
        using var rig = new AsyncRig(new AsyncOptions { IsOrdered = false });
        rig.Send(1, 2);
        rig.Watermark(2);
        rig.Send(3);
        rig.Watermark(3);
        rig.Watermark(4);
        rig.Answer(3, 2);
        Assert.Equal(["2"], rig.Seen);
        rig.Answer(1);
        Assert.Equal(["2", "1", "watermark 2", "3", "watermark 4"], rig.Seen);
    }

    [Fact]
    public void A_barrier_waits_for_no_call()
    {
        using var rig = new AsyncRig(new AsyncOptions { MaxConcurrency = 1 });
        rig.Send(1, 2);
        rig.Watermark(2);
        rig.Barrier(7);
        Assert.Equal(["barrier 7"], rig.Seen);
        rig.Answer(1, 2);
        Assert.Equal(["barrier 7", "1", "2", "watermark 2"], rig.Seen);
    }

    [Fact]
    public void No_more_calls_are_in_flight_than_MaxConcurrency()
    {
        using var rig = new AsyncRig(new AsyncOptions { MaxConcurrency = 2, IsOrdered = false });
        rig.Send(1, 2, 3, 4);
        Assert.Equal(["1", "2"], rig.Asked);
        rig.Answer(2);
        Assert.Equal(["1", "3"], rig.Asked);
        rig.Answer(1, 3, 4);
        Assert.Equal(["2", "1", "3", "4"], rig.Seen);
    }

    [Fact]
    public void A_call_that_exceeds_its_timeout_is_cancelled_and_its_record_rejected()
    {
        using var rig = new AsyncRig(new AsyncOptions { Timeout = TimeSpan.FromSeconds(5), RejectsTimeouts = true, IsOrdered = false });
        rig.Send(1, 2);
        rig.Wait(TimeSpan.FromSeconds(3));
        rig.Send(3);
        rig.Answer(2);
        rig.Wait(TimeSpan.FromSeconds(2));
        Assert.Equal(["1"], rig.Stopped);
        Assert.Equal(1, rig.Counts.Rejected);
        rig.Wait(TimeSpan.FromSeconds(2.9));
        Assert.Equal(1, rig.Counts.Rejected);
        rig.Wait(TimeSpan.FromSeconds(0.1));
        Assert.Equal(2, rig.Counts.Rejected);
        rig.Send(4);
        rig.Answer(4);
        Assert.Equal(["2", "4"], rig.Seen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_call_that_timed_out_holds_its_place_until_its_method_returns(bool isOrdered)
    {
        var options = new AsyncOptions { MaxConcurrency = 2, Timeout = TimeSpan.FromSeconds(5), RejectsTimeouts = true, IsOrdered = isOrdered };
        using var rig = new AsyncRig(options, ignoresToken: true);
        rig.Send(1, 2, 3, 4);
        rig.Wait(TimeSpan.FromSeconds(5));
        Assert.Equal(["1", "2"], rig.Stopped);
        Assert.Equal((2, 2), (rig.Counts.Rejected, rig.Counts.Abandoned));
        Assert.Equal(["1", "2"], rig.Asked);
        Assert.Equal("all 2 places of lane 0 are held by calls that timed out and ignore their cancellation token", rig.Job.Report.StalledSources()["asked"]);

        // A barrier does not wait for them.
        rig.Barrier(7);
        Assert.Equal(["barrier 7"], rig.Seen);

        rig.Answer(1);
        Assert.Equal(["2", "3"], rig.Asked);
        Assert.Equal(1, rig.Counts.Abandoned);
        Assert.DoesNotContain("asked", rig.Job.Report.StalledSources());
        rig.Throw(2, new IOException("too late"));
        rig.Answer(3, 4);
        Assert.Equal(0, rig.Counts.Abandoned);
        Assert.Equal((2, 2), (rig.Counts.Out, rig.Counts.Rejected));
        Assert.Equal(["barrier 7", "3", "4"], rig.Seen);
    }

    [Fact]
    public void The_end_of_the_job_does_not_wait_for_calls_that_timed_out()
    {
        var options = new AsyncOptions { MaxConcurrency = 1, Timeout = TimeSpan.FromSeconds(5), RejectsTimeouts = true };
        using var rig = new AsyncRig(options, ignoresToken: true);
        rig.Send(1);
        rig.Wait(TimeSpan.FromSeconds(5));
        Assert.Equal(1, rig.Counts.Abandoned);
        rig.End();
        Assert.Empty(rig.Seen);
    }

    [Fact]
    public void A_call_that_exceeds_its_timeout_fails_the_job_by_default()
    {
        using var rig = new AsyncRig(new AsyncOptions { Timeout = TimeSpan.FromSeconds(5) });
        rig.Send(1);
        rig.Wait(TimeSpan.FromSeconds(5));
        var fault = rig.Fault();
        Assert.Equal("asked", fault.Node);
        Assert.Contains("no answer within 5s. Fix the service, raise Timeout, or set OnTimeout = OnTimeout.Reject", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_rejects_the_record_or_fails_the_job()
    {
        using (var rig = new AsyncRig(new AsyncOptions { RejectsFaults = true }))
        {
            rig.Send(1);
            rig.Throw(1, new IOException("gone"));
            Assert.Equal(1, rig.Counts.Rejected);
        }

        using var other = new AsyncRig(new AsyncOptions());
        other.Send(1, 2);
        other.Throw(1, new IOException("gone"));
        Assert.Contains("'asked' threw IOException", other.Fault().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_call_is_retried_with_pauses_that_double()
    {
        using var rig = new AsyncRig(new AsyncOptions { Retries = 2, Backoff = TimeSpan.FromSeconds(1), RejectsFaults = true });
        rig.Send(1);
        rig.Throw(1, new IOException("gone"));
        Assert.Empty(rig.Asked);
        rig.Wait(TimeSpan.FromSeconds(1));
        rig.Throw(1, new IOException("gone"));
        rig.Wait(TimeSpan.FromSeconds(1));
        Assert.Empty(rig.Asked);
        rig.Wait(TimeSpan.FromSeconds(1));
        rig.Answer(1);
        Assert.Equal(["1"], rig.Seen);
    }

    [Fact]
    public void A_pause_longer_than_a_day_is_a_day()
    {
        using var rig = new AsyncRig(new AsyncOptions { Retries = 1, Backoff = TimeSpan.FromDays(2), Timeout = TimeSpan.FromDays(9) });
        rig.Send(1);
        rig.Throw(1, new IOException("gone"));
        rig.Wait(TimeSpan.FromDays(1));
        rig.Answer(1);
        Assert.Equal(["1"], rig.Seen);
    }

    [Fact]
    public void The_end_of_the_job_cancels_the_calls_and_nothing_is_emitted()
    {
        using var rig = new AsyncRig(new AsyncOptions { MaxConcurrency = 1 });
        rig.Send(1, 2);
        rig.End();
        Assert.Equal(["1"], rig.Stopped);
        Assert.Empty(rig.Seen);
    }

    [Fact]
    public void Despite_crashes_and_stops_each_record_has_one_result_and_no_watermark_overtakes_it()
    {
        List<AsyncSimulation> runs = [];
        Seeds.Run(1, 100, seed =>
        {
            var simulation = new AsyncSimulation(seed);
            simulation.Run();
            runs.Add(simulation);
        });
        Assert.True(
            Seeds.IsReplay || (runs.Sum(static r => r.Crashes) >= 60 && runs.Sum(static r => r.Stops) >= 15 && runs.Count(static r => r.Calls > r.Records) >= 50),
            $"only {runs.Sum(static r => r.Crashes)} crashes, {runs.Sum(static r => r.Stops)} stops, {runs.Count(static r => r.Calls > r.Records)} runs with repeated calls");
    }

    [Fact]
    public void Despite_crashes_and_abandoned_calls_each_record_has_one_outcome_and_late_results_are_dropped()
    {
        List<AsyncSimulation> runs = [];
        Seeds.Run(1, 100, seed =>
        {
            var simulation = new AsyncSimulation(seed, TimeSpan.FromSeconds(1));
            simulation.Run();
            runs.Add(simulation);
        });
        Assert.True(
            Seeds.IsReplay || (runs.Count(static r => r.TimedOut > 0) >= 30 && runs.Sum(static r => r.Crashes) >= 60),
            $"only {runs.Count(static r => r.TimedOut > 0)} runs with timeouts, {runs.Sum(static r => r.Crashes)} crashes");
    }

    /// <summary>The watermark that a lane had at a checkpoint does not apply after a restart in which the lane receives records of other partitions.</summary>
    [Fact]
    public void A_start_with_fewer_lanes_of_the_source_makes_no_record_late() => new AsyncSimulation(12905).Run();

    [Fact]
    [Trait("size", "long")]
    public void The_same_over_many_seeds() => Seeds.Run(10_000, 5_000, static seed => new AsyncSimulation(seed).Run());
}
