using System.CommandLine;
using System.Text;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Control.Hosting;
using Dataflow.Pipelines.Control.Hosting.Verbs;
using Dataflow.Pipelines.Control.Tests.Generated;
using Dataflow.Pipelines.Control.Tests.Support;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Hosting;
using Dataflow.Pipelines.Inputs;
using Dataflow.Pipelines.Restarts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dataflow.Pipelines.Control.Tests.Hosting;

/// <summary>Stored inputs in a host: what streams and tasks read, and the verb <c>config</c>.</summary>
public sealed class ConfigHostTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dataflow-test-").FullName;
    private readonly Tape _tape = new();
    private readonly Log _log = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Lake => Path.Combine(_folder, "lake");

    private TestLake Rows => new(Lake);

    private string State => Path.Combine(_folder, "state");

    private string KeyPath => Path.Combine(_folder, "keys");

    [Fact]
    public async Task A_change_restarts_a_stream_from_its_checkpoint_with_the_new_value_and_each_record_arrives_once()
    {
        _tape.Count = 100;
        using (var host = Host())
        {
            await host.StartAsync(Cancellation);
            await Until.TrueAsync(() => Rows.Count() == 100);
            Assert.Equal("factor is stored\n", await DoAsync(host, "set", "factor", "10", "--why", "more"));
            await Until.TrueAsync(async () => await ExecutionsAsync("numbers") == "CANCELLED RUNNING");
            _tape.Count = 200;
            await Until.TrueAsync(() => Rows.Count() == 200);

            Assert.Equal("factor has this value already\n", await DoAsync(host, "set", "factor", "10"));
            _tape.Count = 300;
            await Until.TrueAsync(() => Rows.Count() == 300);
            Assert.Equal("CANCELLED RUNNING", await ExecutionsAsync("numbers"));
            await host.StopAsync(Cancellation);
        }

        using var next = Host();
        await next.StartAsync(Cancellation);
        _tape.Count = 400;
        await Until.TrueAsync(() => Rows.Count() == 400);
        await next.StopAsync(Cancellation);
        Assert.Equal("400 numbers, 400 different, from 0 to 399", Rows.Query("count(*) || ' numbers, ' || count(DISTINCT value) || ' different, from ' || min(value) || ' to ' || max(value)"));
        Assert.Equal("400 and 0", Rows.Query("count(*) FILTER (WHERE twice = value * CASE WHEN value < 100 THEN 2 ELSE 10 END) || ' and ' || count(*) FILTER (WHERE value >= 100 AND twice <> value * 10)"));
    }

    [Fact]
    public async Task A_sensitive_value_is_read_by_tasks_and_is_nowhere_in_the_store()
    {
        var first = KeyFile.AddKey(KeyPath);
        using (var host = Host())
        {
            await host.StartAsync(Cancellation);
            await SignAsync(host, "signed with none");
            Assert.Equal("token is stored\n", await DoAsync(host, "s3cret-of-ann\n", ["set", "token", "--stdin"]));
            await SignAsync(host, "signed with s3cret-of-ann");
            Assert.Equal("factor is stored\n", await DoAsync(host, "set", "factor", "3"));

            // The event of an input that a trigger names together with the value of another one.
            Assert.Equal("""{"result":"stored","name":"token"}""" + "\n", await DoAsync(host, "set", "token", "s3cret-of-bob", "--json"));
            await Until.TrueAsync(() => _log.Lines.LastOrDefault() == "signed with s3cret-of-bob");

            var list = await DoAsync(host, "list");
            Assert.Contains("token   text     (sensitive)", list, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", list, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", await DoAsync(host, "list", "--json"), StringComparison.Ordinal);

            // The instance that runs finds the new key in the file.
            Assert.NotEqual(first, KeyFile.AddKey(KeyPath));
            Assert.Equal("1 sensitive value is encrypted with the first key\n", await DoAsync(host, "rotate", "--why", "yearly"));
            await host.StopAsync(Cancellation);
        }

        foreach (var file in Directory.GetFiles(State, "runs.db*"))
        {
            Assert.Equal(-1, (await File.ReadAllBytesAsync(file, Cancellation)).AsSpan().IndexOf(Encoding.UTF8.GetBytes("s3cret")));
        }

        // The first key is needed no longer.
        await File.WriteAllTextAsync(KeyPath, (await File.ReadAllLinesAsync(KeyPath, Cancellation))[0], Cancellation);
        using var next = Host();
        await next.StartAsync(Cancellation);
        await SignAsync(next, "signed with s3cret-of-bob");
        await next.StopAsync(Cancellation);

        File.Delete(KeyPath);
        KeyFile.AddKey(KeyPath);
        using var other = Host();
        var fault = await Assert.ThrowsAsync<InputException>(() => other.StartAsync(Cancellation));
        Assert.StartsWith("Input 'token' is stored encrypted with the key ", fault.Message, StringComparison.Ordinal);
        Environment.ExitCode = 0;
    }

    [Fact]
    public async Task A_required_input_may_be_given_by_the_store_alone()
    {
        using (var host = Host(withFolder: false))
        {
            var fault = await Assert.ThrowsAsync<InputException>(() => host.StartAsync(Cancellation));
            Assert.Equal(2, Environment.ExitCode);
            Environment.ExitCode = 0;
            Assert.StartsWith("Pipeline 'tape_inputs' lacks the input 'folder' (text, Folder of the copy): give Inputs[\"folder\"] of the host's options, set DATAFLOW_FOLDER or", fault.Message, StringComparison.Ordinal);
        }

        using (var idle = Host(withFolder: false))
        {
            Assert.Equal("folder is stored when an instance runs ('run')\n", await DoAsync(idle, "set", "folder", Lake));
            Assert.Contains("the run store, when an instance runs", await DoAsync(idle, "list"), StringComparison.Ordinal);
        }

        _tape.Count = 10;
        using (var host = Host(withFolder: false))
        {
            await host.StartAsync(Cancellation);
            await Until.TrueAsync(() => Rows.Count() == 10);
            await Until.TrueAsync(async () => !(await DoAsync(host, "list")).Contains("when an instance runs", StringComparison.Ordinal));
            var needed = await Assert.ThrowsAsync<VerbException>(() => DoAsync(host, "unset", "folder"));
            Assert.StartsWith("Pipeline 'tape_inputs' lacks the input 'folder'", needed.Message, StringComparison.Ordinal);
            await host.StopAsync(Cancellation);
        }

        _tape.Count = 20;
        using var next = Host(withFolder: false);
        await next.StartAsync(Cancellation);
        await Until.TrueAsync(() => Rows.Count() == 20);
        await next.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Values_are_checked_listed_and_unset_by_the_verb()
    {
        using var host = Host(withKeys: false);
        await host.StartAsync(Cancellation);
        Assert.Equal("Input 'facor' is not an input of 'tape_inputs'. Did you mean 'factor'?", (await Assert.ThrowsAsync<InputException>(() => DoAsync(host, "set", "facor", "1"))).Message);
        Assert.StartsWith("Input 'factor' is 'many', which is no whole number from ", (await Assert.ThrowsAsync<InputException>(() => DoAsync(host, "set", "factor", "many"))).Message, StringComparison.Ordinal);
        Assert.StartsWith("Input 'token' is sensitive and is stored encrypted, and this program has no key: give a file with keys by --config-key-file", (await Assert.ThrowsAsync<InputException>(() => DoAsync(host, "set", "token", "x"))).Message, StringComparison.Ordinal);
        Assert.Equal("config set factor: give a value, or --stdin to read it from standard input.", (await Assert.ThrowsAsync<InputException>(() => DoAsync(host, "set", "factor"))).Message);
        Assert.Equal("config set factor: give either a value or --stdin.", (await Assert.ThrowsAsync<InputException>(() => DoAsync(host, "set", "factor", "1", "--stdin"))).Message);

        Assert.Equal("factor is not stored\n", await DoAsync(host, "unset", "factor"));
        Assert.Equal("factor is stored\n", await DoAsync(host, "set", "factor", "7"));
        var lines = (await DoAsync(host, "list")).Split('\n');
        Assert.Matches("^name +type +value +from +updated$", lines[0]);
        Assert.Matches("^folder +text +.*lake +Inputs\\[\"folder\"\\] of the host's options$", lines[1]);
        Assert.Matches("^factor +integer +7 +the run store +2[0-9-]+ [0-9:]+Z$", lines[2]);
        Assert.Matches("^token +text +the class$", lines[3]);
        Assert.Equal("""{"result":"unset","name":"factor"}""" + "\n", await DoAsync(host, "unset", "factor", "--json"));
        Assert.Equal("0 sensitive values are encrypted with the first key\n", await DoAsync(host, "rotate"));
        Assert.Matches("^" + KeyPath + " begins with the new key [0-9a-f]{8}\n$", await DoAsync(host, "new-key", KeyPath));
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_program_without_a_required_input_ends_with_exit_code_2()
    {
        Assert.Equal(2, await RunAsync("run"));
        Assert.Equal(2, await RunAsync("config", "set", "factor", "many"));
        Assert.Equal(0, await RunAsync("config", "new-key", KeyPath));
        Assert.Equal(0, await RunAsync("config", "set", "token", "x", "--config-key-file", KeyPath));
        Assert.Equal(2, await RunAsync("run", "--folder", Lake));
        Environment.ExitCode = 0;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<int> RunAsync(params string[] arguments) =>
        PipelineProgram.RunAsync<TapeInputs>([.. arguments, "--state", State], (services, _) => services.AddSingleton(_tape).AddSingleton(_log));

    private async Task SignAsync(IHost host, string expected)
    {
        var before = _log.Lines.Count;
        await host.Services.GetRequiredService<IPipelineEvents>().PublishAsync("sign", cancellationToken: Cancellation);
        await Until.TrueAsync(() => _log.Lines.Count > before);
        Assert.Equal(expected, _log.Lines[^1]);
    }

    private IHost Host(bool withFolder = true, bool withKeys = true)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(_tape).AddSingleton(_log).AddSingleton(new ControlOptions { ConfigKeyFile = withKeys && File.Exists(KeyPath) ? KeyPath : null });
        builder.Services.AddPipeline<TapeInputs>(options =>
        {
            options.StateDirectory = State;
            options.CheckpointInterval = TimeSpan.FromMilliseconds(100);
            options.Restart = RestartStrategy.None;
            if (withFolder)
            {
                options.Inputs["folder"] = Lake;
            }
        });
        return builder.Build();
    }

    private Task<string> DoAsync(IHost host, params string[] arguments) => DoAsync(host, "", arguments);

    private async Task<string> DoAsync(IHost host, string standardInput, string[] arguments)
    {
        // As another program: what it knows of the inputs is not what the instance knows.
        using var other = Host();
        var inputs = other.Services.GetRequiredService<ControlService<TapeInputs>>().Inputs;
        var context = new VerbContext(Descriptor<TapeInputs>(), Control<TapeInputs>(), _ => host.Services.GetRequiredService<ControlService<TapeInputs>>().FindStore());
        await using var output = new StringWriter();
        await ConfigVerb.Create(context, _ => inputs, () => new StringReader(standardInput)).Parse(arguments)
            .InvokeAsync(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false }, Cancellation);
        return output.ToString().ReplaceLineEndings("\n");
    }

    private static PipelineDescriptor Descriptor<T>()
        where T : class, IPipeline<T> => T.Descriptor;

    private static ControlGraph Control<T>()
        where T : class, IControlledPipeline<T> => T.Control;

    private async Task<string> ExecutionsAsync(string node)
    {
        await using var history = RunStore.Sqlite(Path.Combine(State, "runs.db")).OpenHistory();
        var executions = await history.ListExecutionsAsync("tape_inputs", "", Cancellation);
        return string.Join(" ", executions.Where(execution => execution.Node == node).Select(static execution => execution.Status));
    }
}
