using Dataflow.Pipelines.Testing.Tests.Sensors;

namespace Dataflow.Pipelines.Testing.Tests;

/// <summary>A record fails the job RejectAfter times, counted over restarts, and then goes to the dead letters.</summary>
public sealed class RejectAfterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_record_fails_the_job_twice_and_is_rejected_the_third_time()
    {
        using var test = PipelineTest.Start(new PatientChecks());
        var first = Fault(test, At(1), At(2, "unknown"), At(3));
        Assert.Equal("known", first.Node);
        Assert.EndsWith("'known' threw InvalidOperationException at record readings[0]@1: no such sensor. That is failure 1 of 2 for this record; after them it goes to the dead letters (RejectAfter = 2).", first.Message);
        Assert.Contains("That is failure 2 of 2 for this record", Assert.Throws<PipelineFaultException>(() => test.Crash()).Message);

        test.Crash();
        test.Checkpoint();
        var letter = Assert.Single(test.Output<DeadLetter>(nameof(PatientChecks.Errors)));
        Assert.Equal(("known", "InvalidOperationException: no such sensor.", 1L), (letter.Node, letter.Reason, letter.Offset));
        Assert.Equal(["1", "2", "3"], test.Output<Reading>(nameof(PatientChecks.All)).Select(static r => r.Id).Order());
        Assert.Equal(["1", "3"], test.Output<Reading>(nameof(PatientChecks.Watched)).Select(static r => r.Id).Order());

        // The count of another record starts at 1.
        Assert.Contains("readings[0]@3: no such sensor. That is failure 1 of 2", Fault(test, At(4, "unknown")).Message);
    }

    [Fact]
    public void The_result_of_a_window_is_identified_by_its_content()
    {
        using var test = PipelineTest.Start(new PatientChecks());
        Assert.Contains("an odd minute. That is failure 1 of 1 for this record", Fault(test, At(1, "odd"), At(2), At(90)).Message);

        test.Crash();
        test.Checkpoint();
        Assert.Equal("plausible", Assert.Single(test.Output<DeadLetter>(nameof(PatientChecks.Errors))).Node);
        Assert.Equal(["s"], test.Output<Minute>(nameof(PatientChecks.Table)).Select(static m => m.Sensor));
    }

    [Fact]
    public void A_timer_is_identified_by_its_time()
    {
        using var test = PipelineTest.Start(new PatientChecks());
        Assert.Contains("a bad moment. That is failure 1 of 1 for this record", Fault(test, At(5), At(30)).Message);

        test.Crash();
        test.Checkpoint();
        Assert.Equal("watch", Assert.Single(test.Output<DeadLetter>(nameof(PatientChecks.Errors))).Node);
    }

    private static PipelineFaultException Fault(PipelineTest<PatientChecks> test, params Reading[] readings) =>
        Assert.Throws<PipelineFaultException>(() => test.Source<Reading>(nameof(PatientChecks.Readings)).Push(readings));

    private static Reading At(int seconds, string sensor = "s") => new(sensor, Noon.AddSeconds(seconds), 1, seconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
