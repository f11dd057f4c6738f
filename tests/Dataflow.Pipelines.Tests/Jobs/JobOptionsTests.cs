using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Jobs;

/// <summary>Settings that are invalid for any job.</summary>
public sealed class JobOptionsTests
{
    public static TheoryData<string, JobOptions> Wrong => new()
    {
        { "CheckpointInterval is '50d': it is longer than 49d, the longest wait of a timer.", Good with { CheckpointInterval = TimeSpan.FromDays(50) } },
        { "CheckpointInterval is '0s': it must be longer than zero.", Good with { CheckpointInterval = TimeSpan.Zero } },
        { "CheckpointMinPause is '-1s': it must not be negative.", Good with { CheckpointMinPause = TimeSpan.FromSeconds(-1) } },
        { "CheckpointTimeout is '60d': it is longer than 49d, the longest wait of a timer.", Good with { CheckpointTimeout = TimeSpan.FromDays(60) } },
        { "StartupTimeout is '0s': it must be longer than zero.", Good with { StartupTimeout = TimeSpan.Zero } },
        { "Parallelism is 129, which is no number from 1 to 128.", Good with { Parallelism = 129 } },
        { "CheckpointRetention is 0, which is no number from 1 to 2147483647.", Good with { CheckpointRetention = 0 } },
        { "RecordLimit is -5, which is no number from 1 to 2147483647.", Good with { RecordLimit = -5 } },
    };

    private static JobOptions Good => new() { Store = new SimulatedCheckpointStore() };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_setting_out_of_its_range_is_an_error_of_the_start_with_its_value(string message, JobOptions options)
    {
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => Job.StartAsync("clicks", "1.0.0", static _ => { }, options, TestContext.Current.CancellationToken));
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_runs_with_the_longest_interval_of_a_timer()
    {
        var run = new ClickJob(new ClickWorld(), new ClickGraph(), new SimulatedProcess()) { CheckpointInterval = TimeSpan.FromDays(49), CheckpointTimeout = TimeSpan.FromDays(49) };
        await using var job = await run.StartAsync();
        await job.SuspendAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(1, job.LastCheckpoint);
    }
}
