using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.Benchmarks;

/// <summary>The benchmarks, run from a shell with small parameters.</summary>
public sealed class BenchmarkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static string Executable => Repository.Benchmark("KafkaToParquet");

    private static string BuildScript => Path.Combine(Repository.Root, "build.sh");

    // A second is too short to measure the processor time, which has no target.
    [Theory]
    [InlineData("100000", 0, "met")]
    [InlineData("1", 1, "MISSED")]
    public async Task The_exit_code_shows_whether_a_target_is_missed(string limit, int expected, string outcome)
    {
        var (code, output, errors) = await RunAsync(Executable, "--only", "slow", "--seconds", "1", "--target", "working_set_at_10000_per_second=" + limit);
        Assert.True(code == expected, $"exit code {code}{Environment.NewLine}{output}{errors}");
        Assert.Matches($"(?m)^working_set_at_10000_per_second .* target [0-9,]+ +{outcome}$", output);
        Assert.Matches($"(?m)^  working_set_at_10000_per_second .* at most [0-9,]+ +{outcome} ", output);
        Assert.Matches("(?m)^cpu_at_10000_per_second +(not measured: .* Take more records|[0-9.]+ s/million)", output);
        Assert.EndsWith("7 not measured", output.TrimEnd(), StringComparison.Ordinal);
    }

    // The restore time of so few keys is not significant.
    [Theory]
    [InlineData("100", 0, "met")]
    [InlineData("0.5", 1, "MISSED")]
    public async Task A_restore_is_measured_at_each_number_of_lanes(string limit, int expected, string outcome)
    {
        var (code, output, errors) = await RunAsync(
            Repository.Benchmark("Restore"), "--keys", "20000", "--rounds", "1", "--lanes", "1,2", "--target", "time_over_lanes=1000", "--target", "memory_over_lanes=" + limit);
        Assert.True(code == expected, $"exit code {code}{Environment.NewLine}{output}{errors}");
        Assert.Matches("(?m)^A checkpoint of 20,000 keys by 4 lanes: ", output);
        Assert.Matches("(?m)^ +1 +[0-9.]+ ", output);
        Assert.Matches("(?m)^ +2 +[0-9.]+ ", output);
        Assert.Matches($"(?m)^  memory_over_lanes .* {outcome} ", output);
    }

    [Theory]
    [InlineData("--rounds 0", "--rounds: '0' is no number from 1 on.")]
    [InlineData("--target share_of_bears=1", "--target: there is no target 'share_of_bears'. There are: share_of_hand_written, ")]
    [InlineData("--quik", "'--quik'")]
    [InlineData("--only nothing", "'nothing'")]
    public async Task Wrong_arguments_are_exit_code_2_and_nothing_is_measured(string arguments, string expected)
    {
        var (code, output, errors) = await RunAsync(Executable, arguments.Split(' '));
        Assert.True(code == 2, $"exit code {code}{Environment.NewLine}{output}{errors}");
        Assert.Empty(output);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bench", "bench needs a name: kafka-to-parquet nexmark restore")]
    [InlineData("bench kafka", "there is no benchmark 'kafka'. There are: kafka-to-parquet nexmark restore")]
    [InlineData("bench targets", "there is no benchmark 'targets'. There are: kafka-to-parquet nexmark restore")]
    [InlineData("bensh", "'bensh' is no verb of build.sh.")]
    [InlineData("test --all", "'--all' is no argument of test.")]
    public async Task Wrong_arguments_of_the_build_script_are_exit_code_2(string arguments, string expected)
    {
        var (code, output, errors) = await RunAsync(BuildScript, arguments.Split(' '));
        Assert.True(code == 2, $"exit code {code}{Environment.NewLine}{output}{errors}");
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    // Includes an incremental build, which takes longer than the run.
    [Theory]
    [Trait("size", "long")]
    [InlineData("0", 0)]
    [InlineData("-1", 1)]
    public async Task The_build_script_passes_the_exit_code_on(string limit, int expected)
    {
        var (code, output, errors) = await RunAsync(
            BuildScript, "bench", "nexmark", "--events", "1000", "--query", "q0", "--parallelism", "1", "--target", "differing_results=" + limit);
        Assert.True(code == expected, $"exit code {code}{Environment.NewLine}{output}{errors}");
        Assert.Contains("differing_results", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string program, params string[] arguments)
    {
        await using var running = RunningProgram.Start(program, arguments);
        var code = await running.ExitAsync(Patience);
        return (code, string.Join('\n', running.Output), string.Join('\n', running.Errors));
    }
}
