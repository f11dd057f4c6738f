using Dataflow.Pipelines.Restarts;

namespace Dataflow.Pipelines.Tests.Restarts;

public sealed class RestartStrategyTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Exponential_pauses_double_up_to_the_longest_and_are_reset_by_a_checkpoint()
    {
        var strategy = new ExponentialRestart { Attempts = 100 };
        var failures = RestartHistory.Empty;
        List<double> pauses = [];
        for (var i = 0; i < 8; i++)
        {
            failures = failures.Add(i * Second, hasAdvanced: false);
            pauses.Add(strategy.PauseAfter(failures, 0.5)!.Value.TotalSeconds);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], pauses);
        failures = failures.Add(8 * Second, hasAdvanced: true);
        Assert.Equal(Second, strategy.PauseAfter(failures, 0.5));
    }

    [Theory]
    [InlineData(0, 0.9)]
    [InlineData(0.5, 1)]
    [InlineData(1, 1.1)]
    public void Exponential_pauses_vary_at_random(double chance, double seconds) =>
        Assert.Equal(seconds, RestartStrategy.Default.PauseAfter(RestartHistory.Empty.Add(default, false), chance)!.Value.TotalSeconds, 6);

    [Theory]
    [InlineData(179, 10)]
    [InlineData(181, null)]
    public void By_default_a_job_that_fails_more_than_ten_times_in_half_an_hour_is_not_restarted(int secondsApart, int? givenUpAfter)
    {
        var failures = RestartHistory.Empty;
        var allowed = 0;
        for (; allowed < 1000; allowed++)
        {
            failures = failures.Add(allowed * secondsApart * Second, hasAdvanced: true);
            if (RestartStrategy.Default.PauseAfter(failures, 0.5) is null)
            {
                break;
            }
        }

        Assert.Equal(givenUpAfter ?? 1000, allowed);
    }

    [Fact]
    public void A_fixed_delay_counts_failures_without_a_checkpoint_in_between()
    {
        var strategy = new FixedDelayRestart { Delay = 30 * Second, Attempts = 2 };
        var failures = RestartHistory.Empty.Add(default, false).Add(default, false);
        Assert.Equal(30 * Second, strategy.PauseAfter(failures, 0));
        Assert.Null(strategy.PauseAfter(failures.Add(default, false), 0));
        Assert.Equal(30 * Second, strategy.PauseAfter(failures.Add(default, true), 0));
    }

    [Fact]
    public void A_failure_rate_counts_failures_in_its_interval()
    {
        var strategy = new FailureRateRestart { Delay = 5 * Second, Attempts = 2, Within = 60 * Second };
        var failures = RestartHistory.Empty.Add(default, true).Add(Second, true);
        Assert.Equal(5 * Second, strategy.PauseAfter(failures, 0));
        Assert.Null(strategy.PauseAfter(failures.Add(59 * Second, true), 0));
        Assert.Equal(5 * Second, strategy.PauseAfter(failures.Add(60 * Second, true), 0));
    }

    [Fact]
    public void Without_a_restart_the_first_failure_is_the_end() => Assert.Null(RestartStrategy.None.PauseAfter(RestartHistory.Empty.Add(default, true), 0));

    [Fact]
    public void The_number_of_restarts_can_be_set_separately()
    {
        Assert.Equal(new FixedDelayRestart { Delay = Second, Attempts = 3 }, new FixedDelayRestart { Delay = Second }.WithAttempts(3));
        Assert.Equal(RestartStrategy.None, RestartStrategy.Default.WithAttempts(0));
        Assert.Equal(new ExponentialRestart { Attempts = 3 }, RestartStrategy.None.WithAttempts(3));
    }

    [Fact]
    public void Invalid_values_are_refused_by_name()
    {
        Assert.StartsWith("Delay is '-1s': ", Assert.Throws<ArgumentOutOfRangeException>(static () => new ExponentialRestart { Delay = -Second }).Message);
        Assert.StartsWith("Within is '0s': ", Assert.Throws<ArgumentOutOfRangeException>(static () => new FailureRateRestart { Within = TimeSpan.Zero }).Message);
        Assert.Equal("Attempts", Assert.Throws<ArgumentOutOfRangeException>(static () => new FixedDelayRestart { Attempts = 0 }).ParamName);
        Assert.Equal("Jitter", Assert.Throws<ArgumentOutOfRangeException>(static () => new ExponentialRestart { Jitter = 1.5 }).ParamName);
    }
}
