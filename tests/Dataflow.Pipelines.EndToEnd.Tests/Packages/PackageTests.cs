using System.Globalization;
using System.Text.RegularExpressions;
using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.Packages;

/// <summary>The packages, restored into new projects from their files and the package sources of the machine.</summary>
[Collection(StrangerCollection.Name)]
public sealed partial class PackageTests(Stranger stranger)
{
    // Indentation of a member of a class. The location of a text includes its quotes.
    private const int Indent = 4;
    private const string Core = "Dataflow.Pipelines.Core";

    private const string Right = "[Operator(From = nameof(Validate))]";

    [Fact]
    public void The_class_of_the_README_builds_without_a_warning()
    {
        Assert.True(stranger.ReadmeBuild.Code == 0, stranger.ReadmeBuild.Story);
        Assert.DoesNotContain(": warning ", stranger.ReadmeBuild.Story, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_other_snippet_of_the_docs_builds()
    {
        var pages = Snippets.Pages().ToList();
        Assert.Contains(Snippets.Readme, pages);
        foreach (var page in pages.Where(static page => page != Snippets.Readme))
        {
            var (code, story) = await stranger.BuildAsync(Letters().Replace(page, "_"), isProgram: false, ("Page.cs", string.Concat(Snippets.Of(page))));
            Assert.True(code == 0, $"{page}: {story}");
        }
    }

    [Fact]
    public void The_sink_that_the_documentation_shows_is_the_one_whose_contract_is_tested()
    {
        var tested = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Dataflow.Pipelines.Testing.Tests", "Sinks", "LinesWriter.cs"));
        Assert.Contains(tested[tested.IndexOf("internal sealed class", StringComparison.Ordinal)..], string.Concat(Snippets.Of(Path.Combine("docs", "connectors.md"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Operator(From = nameof(Validat))]", "Validat", false)]
    [InlineData("[Operator(From = \"validat\")]", "validat", true)]
    public async Task A_broken_node_name_is_the_only_error_at_its_line_and_names_the_right_one(string wrong, string name, bool isText)
    {
        var text = string.Concat(Snippets.Of(Snippets.Readme));
        Assert.Contains(Right, text, StringComparison.Ordinal);
        text = text.Replace(Right, wrong, StringComparison.Ordinal);
        var line = text[..text.IndexOf(wrong, StringComparison.Ordinal)].Count(static c => c == '\n') + 1;
        var (code, story) = await stranger.BuildAsync("Broken" + name, isProgram: true, ("App.cs", text));

        Assert.NotEqual(0, code);
        var errors = Error().Matches(story).Select(static match => match.Value.Trim()).Distinct().ToList();
        var place = string.Create(CultureInfo.InvariantCulture, $"App.cs({line},{Indent + wrong.IndexOf(name, StringComparison.Ordinal) + (isText ? 0 : 1)}): error ");
        Assert.Contains(errors, error => error.StartsWith($"{place}DFP1001: There is no node '{name}' in 'StreamingDataCleaning'; did you mean 'Validate'?", StringComparison.Ordinal));

        // For a name that cannot be bound, the compiler reports an error at the same place too.
        errors.RemoveAll(error => !isText && error.StartsWith(place + "CS0103", StringComparison.Ordinal));
        Assert.True(errors.Count == 1, story);
    }

    [Fact]
    public async Task Help_lists_the_inputs_as_options_and_variables()
    {
        var (code, output, _) = await RunAsync("--help");
        Assert.Equal(0, code);
        Assert.Contains("--kafka", output, StringComparison.Ordinal);
        Assert.Contains("Kafka address (text, required; or DATAFLOW_KAFKA)", Blanks().Replace(output, " "), StringComparison.Ordinal);
        Assert.Contains("--lake", output, StringComparison.Ordinal);
        Assert.Contains("drain", output, StringComparison.Ordinal);
        Assert.Contains("graph", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_prints_the_graph()
    {
        var (code, output, _) = await RunAsync("graph");
        Assert.Equal(0, code);
        Assert.StartsWith("flowchart", output, StringComparison.Ordinal);
        Assert.Contains("events", output, StringComparison.Ordinal);
        Assert.Contains("distinct --> files", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_input_is_one_line_and_exit_code_2()
    {
        var (code, output, errors) = await RunAsync("--kafka", "127.0.0.1:1");
        Assert.Equal(2, code);
        Assert.Empty(output);
        var line = Assert.Single(errors);
        Assert.Contains("--lake", line, StringComparison.Ordinal);
        Assert.Contains("DATAFLOW_LAKE", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_runs_against_a_broker_and_drains_into_files()
    {
        Assert.True(stranger.ReadmeBuild.Code == 0, stranger.ReadmeBuild.Story);
        using var directory = new TestDirectory();
        await using var broker = await Broker.StartAsync("raw_events:2", "raw_events_dlq:1");
        var events = new Topic(broker.Address, "raw_events");
        await events.WriteAsync(0, Event.Good("1"), Event.Good("2"), Event.Good("1"), Event.Good("3", "test_4"), "{\"event_id\":");
        await events.WriteAsync(1, Event.Good("4"), Event.Good("5", ""), Event.Good("6"));

        await using var running = RunningProgram.Start(stranger.Program, ["--lake", directory["lake"]], directory.Path, new Dictionary<string, string> { ["DATAFLOW_KAFKA"] = broker.Address });
        await running.LineAsync("the start of the pipeline", static line => line.Contains("starts", StringComparison.OrdinalIgnoreCase) || line.Contains("records read", StringComparison.Ordinal));
        await Wait.UntilAsync("a drain that finds it", () => File.Exists(directory[".dataflow/streaming_data_cleaning/lock"]), () => running.Story);
        await using var drain = RunningProgram.Start(stranger.Program, ["drain"], directory.Path);
        Assert.True(await drain.ExitAsync() == 0, drain.Story + running.Story);
        Assert.True(await running.ExitAsync() == 0, running.Story);

        var lake = new Lake(directory["lake"]);
        Assert.Equal(4, lake.Rows());
        Assert.Equal(4, lake.Rows("event_id IN ('1', '2', '4', '6') AND user_id = 'USER_1'"));
        var reasons = new Topic(broker.Address, "raw_events_dlq").Read().Select(static letter => Topic.Header(letter, "reason")).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(2, reasons.Count);
        Assert.Contains("malformed JSON", reasons[0], StringComparison.Ordinal);
        Assert.Equal("user_id is empty", reasons[1]);
    }

    [Fact]
    public async Task Services_of_the_hook_reach_the_constructor()
    {
        var build = await stranger.BuildAsync("Hook", isProgram: true, ["Dataflow.Pipelines"], [Programs.Properties, Programs.Pipeline, Programs.Connectors, Programs.Hook]);
        Assert.True(build.Code == 0, build.Story);
        using var directory = new TestDirectory();
        await File.WriteAllTextAsync(directory["appsettings.json"], """{ "Hour": "morning" }""");
        await AssertGreetsAsync("Hook", directory, "--word", "Good");
    }

    [Fact]
    public async Task A_service_that_the_hook_does_not_register_is_one_line_and_exit_code_2()
    {
        var build = await stranger.BuildAsync("NoHook", isProgram: true, ["Dataflow.Pipelines"], [Programs.Properties, Programs.Pipeline, Programs.Connectors]);
        Assert.True(build.Code == 0, build.Story);
        using var directory = new TestDirectory();
        await using var program = RunningProgram.Start(stranger.ProgramOf("NoHook"), ["--word", "Good"], directory.Path);
        Assert.Equal(2, await program.ExitAsync());
        var line = Assert.Single(program.Errors);
        Assert.Contains("'Greetings.Clock' for the parameter 'clock'", line, StringComparison.Ordinal);
        Assert.Contains("'Greetings.Punctuation' with the key 'loud' for the parameter 'punctuation'", line, StringComparison.Ordinal);
        Assert.Contains("Program.ConfigureServices", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_of_the_user_runs_it_too()
    {
        var build = await stranger.BuildAsync(
            "OwnHost", isProgram: true, ["Dataflow.Pipelines", "Microsoft.Extensions.Hosting"], [Programs.Properties, Programs.Pipeline, Programs.Connectors, Programs.OwnHost]);
        Assert.True(build.Code == 0, build.Story);
        using var directory = new TestDirectory();
        await AssertGreetsAsync("OwnHost", directory);
    }

    [Fact]
    public async Task A_library_needs_no_package_but_the_core()
    {
        var (code, story) = await stranger.BuildAsync("Library", isProgram: false, [Core], [Programs.Properties, Programs.Pipeline, Programs.Connectors]);
        Assert.True(code == 0, story);
    }

    [Fact]
    public async Task A_program_that_starts_the_job_itself_brings_no_host_and_no_command_line()
    {
        var (code, story) = await stranger.BuildAsync("NoHost", isProgram: true, [Core], [Programs.Properties, Programs.Pipeline, Programs.Connectors, Programs.NoHost]);
        Assert.True(code == 0, story);
        var files = Directory.EnumerateFiles(Path.GetDirectoryName(stranger.ProgramOf("NoHost"))!, "*.dll").Select(Path.GetFileNameWithoutExtension).ToList();
        Assert.Contains(Core, files);
        Assert.DoesNotContain("Dataflow.Pipelines", files);
        Assert.DoesNotContain("System.CommandLine", files);
        Assert.DoesNotContain(files, static file => file!.StartsWith("Microsoft.Extensions.Hosting", StringComparison.Ordinal));
        using var directory = new TestDirectory();
        await AssertGreetsAsync("NoHost", directory);
    }

    private async Task AssertGreetsAsync(string name, TestDirectory directory, params string[] arguments)
    {
        await using var program = RunningProgram.Start(stranger.ProgramOf(name), arguments, directory.Path);
        Assert.True(await program.ExitAsync() == 0, program.Story);
        Assert.Equal(Programs.Greetings, program.Output.Where(static line => line.StartsWith("greeting: ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private async Task<(int Code, string Output, IReadOnlyList<string> Errors)> RunAsync(params string[] arguments)
    {
        Assert.True(stranger.ReadmeBuild.Code == 0, stranger.ReadmeBuild.Story);
        await using var program = RunningProgram.Start(stranger.Program, arguments);
        var code = await program.ExitAsync();
        return (code, string.Join('\n', program.Output), program.Errors);
    }

    [GeneratedRegex(@"[A-Za-z]+\.cs\(\d+,\d+\): error [^\[\n]*|error [A-Z]+\d+: [^\[\n]*")]
    private static partial Regex Error();

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex Letters();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
