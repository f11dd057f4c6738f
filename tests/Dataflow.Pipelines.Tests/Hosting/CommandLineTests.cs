using System.Text.Json;
using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Dataflow.Pipelines.Tests.Hosting;

/// <summary>Output and exit code of the command line.</summary>
[Collection(nameof(AloneCollection))]
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private readonly (TextWriter Out, TextWriter Error) _console = (Console.Out, Console.Error);

    public CommandLineTests()
    {
        Console.SetOut(_output);
        Console.SetError(_errors);
    }

    [Fact]
    public async Task A_missing_required_input_is_reported_in_one_line_that_names_option_and_variable()
    {
        Assert.Equal(2, await RunAsync("run"));
        Assert.Equal("clicks: Pipeline 'clicks' lacks the input 'input_topic' (text, Topic of the clicks): give --input-topic, set DATAFLOW_INPUT_TOPIC or the configuration key Pipelines:clicks:input_topic.", _errors.ToString().Trim());
        Assert.Empty(_output.ToString());
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task An_invalid_value_is_reported_in_one_line()
    {
        Assert.Equal(2, await RunAsync("--input-topic", "clicks", "--window", "soon"));
        Assert.Equal("clicks: Input 'window' is 'soon' (given by --window), which is no duration: write a number and one of ms, s, m, h, d, as in 90s or 5m.", _errors.ToString().Trim());
    }

    [Fact]
    public async Task A_missing_input_and_an_invalid_one_are_reported_in_one_line()
    {
        Assert.Equal(2, await RunAsync("--window", "soon"));
        Assert.Matches("^clicks: Pipeline 'clicks' lacks the input 'input_topic' .*\\. Input 'window' is 'soon' \\(given by --window\\), which is no duration", _errors.ToString());
        Assert.Single(_errors.ToString().Trim().Split('\n'));
    }

    [Fact]
    public async Task A_missing_service_is_reported_in_one_line_that_names_the_hook()
    {
        Assert.Equal(2, await PipelineProgram.RunAsync<ServicePipeline>(["--input-topic", "clicks", "--state", _directory.Path], static (_, _) => { }));
        Assert.Equal(
            "served: Pipeline 'served' needs a service 'Dataflow.Pipelines.Tests.Hosting.ServicePipeline+Words' for the parameter 'words' of its constructor, and none is registered: "
            + "register it in Program.ConfigureServices(IServiceCollection, IConfiguration), or in the services of your own host.",
            _errors.ToString().Trim());
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task A_service_with_a_missing_dependency_is_reported_in_one_line()
    {
        Assert.Equal(2, await PipelineProgram.RunAsync<ServicePipeline>(
            ["--input-topic", "clicks", "--state", _directory.Path], static (services, _) => services.AddSingleton<ServicePipeline.Words>()));
        Assert.Contains("'words' of its constructor: InvalidOperationException: Unable to resolve service for type 'System.String'", _errors.ToString(), StringComparison.Ordinal);
        Assert.Single(_errors.ToString().Trim().Split('\n'));
    }

    [Fact]
    public async Task A_hook_for_services_that_throws_is_reported_with_its_stack_and_ends_with_1()
    {
        Assert.Equal(1, await PipelineProgram.RunAsync<ServicePipeline>(["--input-topic", "clicks", "--state", _directory.Path], static (_, _) => throw new FormatException("no address")));
        Assert.StartsWith("served: Program.ConfigureServices failed: System.FormatException: no address", _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("   at ", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_of_the_hook_reach_the_constructor()
    {
        ServicePipeline.Seen = [];
        ClickPipeline.World = new ClickWorld();
        var run = PipelineProgram.RunAsync<ServicePipeline>(
            ["--input-topic", "clicks", "--state", _directory.Path], static (services, configuration) => services.AddSingleton(new ServicePipeline.Words(configuration["absent"] ?? "hello")));
        await Until.Async("the pipeline accepts the drain request", () => run.IsCompleted || TryDrain(), _errors.ToString);
        Assert.Equal(0, await run);
        Assert.Equal(["hello True"], ServicePipeline.Seen);
    }

    [Theory]
    [InlineData("--startup-timeout", "5 lightyears")]
    [InlineData("--checkpoint-interval", "0s")]
    [InlineData("--shutdown-timeout", "-5s")]
    public async Task A_bad_duration_of_the_host_is_refused_with_the_value(string option, string value)
    {
        Assert.Equal(2, await RunAsync("run", "--input-topic", "clicks", option, value));
        Assert.Contains($"{option} is '{value}', which is no duration", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_duration_of_the_host_beyond_the_limit_of_timers_is_refused_with_the_value()
    {
        Assert.Equal(2, await RunAsync("run", "--input-topic", "clicks", "--checkpoint-interval", "50d"));
        Assert.Contains("--checkpoint-interval is '50d': it is longer than 49d", _errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--parallelism", "many", "--parallelism is 'many', which is no whole number from 0 to 128.")]
    [InlineData("--parallelism", "129", "--parallelism is '129', which is no whole number from 0 to 128.")]
    [InlineData("--record-limit", "0", "--record-limit is '0', which is no whole number from 1 to 2147483647.")]
    public async Task A_bad_number_of_the_host_is_refused_with_the_value_and_the_range(string option, string value, string says)
    {
        Assert.Equal(2, await RunAsync("run", "--input-topic", "clicks", option, value));
        Assert.StartsWith($"clicks: {says}", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_options_for_missing_checkpoints_exclude_each_other()
    {
        Assert.Equal(2, await RunAsync("run", "--input-topic", "clicks", "--start-over", "--accept-loss"));
        Assert.StartsWith("clicks: --start-over and --accept-loss exclude each other: give one of them.", _errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run --input-topc clicks", "'--input-topc' is no option of run. Did you mean '--input-topic'?")]
    [InlineData("--input-topc clicks", "'--input-topc' is no option of run. Did you mean '--input-topic'?")]
    [InlineData("run --input-topc=clicks", "'--input-topc' is no option of run. Did you mean '--input-topic'?")]
    [InlineData("run --input_topic clicks", "'--input_topic' is no option of run. Did you mean '--input-topic'?")]
    [InlineData("run -json", "'-json' is no option of run. Did you mean '--json'?")]
    [InlineData("run --input-topic clicks --frobnicate", "'--frobnicate' is no option of run. See --help.")]
    [InlineData("drain --timeot 5s", "'--timeot' is no option of drain. Did you mean '--timeout'?")]
    [InlineData("drain --input-topic clicks", "'--input-topic' is no option of drain. It is one of run.")]
    [InlineData("graph --stat x", "'--stat' is no option of graph. Did you mean '--state'?")]
    [InlineData("drian", "'drian' is no verb. Did you mean 'drain'?")]
    [InlineData("drian --timeout 5s", "'drian' is no verb. Did you mean 'drain'?")]
    [InlineData("frobnicate", "'frobnicate' is no verb. The verbs are drain, graph, run.")]
    [InlineData("run clicks", "'clicks' is no argument of run, which takes options only. See --help.")]
    public async Task An_unknown_option_or_verb_is_reported_in_one_line_that_names_the_nearest(string arguments, string says)
    {
        Assert.Equal(2, await RunAsync(arguments.Split(' ')));
        Assert.Equal($"clicks: {says}", _errors.ToString().TrimEnd());
        Assert.Empty(_output.ToString());
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task Help_lists_the_inputs_with_their_variables()
    {
        Assert.Equal(0, await RunAsync("--help"));
        var help = _output.ToString();
        Assert.Contains("--input-topic", help, StringComparison.Ordinal);
        Assert.Contains("DATAFLOW_WINDOW", help, StringComparison.Ordinal);
        Assert.Contains("drain", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_graph_is_printed()
    {
        Assert.Equal(0, await RunAsync("graph"));
        Assert.StartsWith("flowchart LR\n", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drain_without_a_running_pipeline_is_an_error()
    {
        Assert.Equal(1, await RunAsync("drain"));
        Assert.Contains($"No pipeline runs on '{_directory.Path}'", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_reads_until_it_is_drained_and_prints_its_status()
    {
        var world = ClickPipeline.World = new ClickWorld();
        world.Topic.Append(0, ClickInput.Click(1, 0).ToJson(), ClickInput.Click(2, 0, "test").ToJson());
        var running = RunAsync("run", "--input-topic", "clicks", "--json");
        await Until.Async("the job's state directory is locked", () => File.Exists(Path.Combine(_directory.Path, "lock")), _errors.ToString);
        await Until.Async("the pipeline drains", () => running.IsCompleted || TryDrain(), _errors.ToString);
        await Until.EndOf(running, "the end of the drained run");

        Assert.True(await running == 0, _errors.ToString());
        Assert.Equal(["1"], world.Lake.Rows.Select(static r => r.Id));
        using var last = JsonDocument.Parse(_output.ToString().Trim().Split('\n')[^1]);
        Assert.Equal(2, last.RootElement.GetProperty("read").GetInt64());
        Assert.Equal(1, last.RootElement.GetProperty("nodes").GetProperty("lake").GetProperty("out").GetInt64());
        Assert.True(last.RootElement.GetProperty("checkpoint").GetInt64() >= 1);
    }

    [Fact]
    public async Task A_drain_of_a_pipeline_that_fails_ends_with_1_and_the_reason()
    {
        // The only checkpoint is the last one of the drain.
        var world = ClickPipeline.World = new ClickWorld();
        ClickPipeline.Fails = "prepare lake";
        var running = RunAsync("run", "--input-topic", "clicks", "--max-restarts", "0");
        await Until.Async("the job holds its lock", () => world.Builds > 0, _errors.ToString);
        var draining = RunAsync("drain");
        await Until.EndOf(Task.WhenAll(running, draining), "the end of both");
        Assert.Equal((1, 1), (await running, await draining));
        Assert.Contains($"The pipeline on '{_directory.Path}' has not drained: it failed. Pipeline 'clicks' stopped: node 'lake' failed", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipeline_that_fails_reports_node_and_reason_and_exits_with_1()
    {
        var world = ClickPipeline.World = new ClickWorld();
        world.Topic.Append(0, ClickInput.Click(1, 0, "poison").ToJson());
        Assert.Equal(1, await RunAsync("run", "--input-topic", "clicks", "--max-restarts", "0"));
        Assert.Contains("clicks: Pipeline 'clicks' stopped: node 'clicks_valid' failed", _errors.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Console.SetOut(_console.Out);
        Console.SetError(_console.Error);
        _directory.Dispose();
    }

    private Task<int> RunAsync(params string[] arguments) => PipelineProgram.RunAsync<ClickPipeline>([.. arguments, "--state", _directory.Path]);

    private bool TryDrain()
    {
        File.WriteAllText(Path.Combine(_directory.Path, "drain.request"), "");
        return false;
    }
}
