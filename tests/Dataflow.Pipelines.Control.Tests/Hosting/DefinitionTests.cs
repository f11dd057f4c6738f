using System.Text.Json;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Hosting;
using Dataflow.Pipelines.Control.Hosting.Verbs;
using Dataflow.Pipelines.Control.Stores;
using Dataflow.Pipelines.Control.Tests.Generated;
using Dataflow.Pipelines.Control.Tests.Support;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Tests.Shared.Servers;

namespace Dataflow.Pipelines.Control.Tests.Hosting;

/// <summary>The definitions that hosts publish, and the verbs that show them.</summary>
public sealed class DefinitionTests(PostgreSqlServer server) : IClassFixture<PostgreSqlServer>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dataflow-test-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_definition_of_tasks_has_their_triggers_and_the_settings_of_the_pipeline()
    {
        var definition = DefinitionOf<FeatureChain>();
        Assert.Equal(definition, DefinitionOf<FeatureChain>());
        using var json = JsonDocument.Parse(definition.Json);
        var root = json.RootElement;
        Assert.Equal(["job_name", "job_type", "version", "source", "operators", "sink", "config"], root.EnumerateObject().Select(static member => member.Name).Where(static name => name != "title"));
        Assert.Equal(("feature_chain", "BATCH_ROLLER", "1.0.0"), (root.GetProperty("job_name").GetString(), root.GetProperty("job_type").GetString(), root.GetProperty("version").GetString()));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (root.GetProperty("source").ValueKind, root.GetProperty("sink").ValueKind));
        var extract = root.GetProperty("operators").EnumerateArray().Single(static node => node.GetProperty("id").GetString() == "extract");
        Assert.Equal("task", extract.GetProperty("type").GetString());
        Assert.Contains("""{"start_when":"cron:0 3 * * * || event:data.arrived","mode":"once"}""", extract.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(
            """{"time_zone":"Europe/Berlin","max_active_runs":1,"catch_up":"latest","external_events":["data.arrived"],"pools":{"warehouse":1},"inputs":[{"name":"quality","type":"number","description":"Least quality","required":false,"sensitive":false}]}""",
            root.GetProperty("config").GetRawText());
    }

    [Fact]
    public void A_definition_of_streams_has_its_source_and_its_sink()
    {
        var definition = DefinitionOf<TapeCopy>();
        Assert.Equal("STREAMING", definition.JobType);
        using var json = JsonDocument.Parse(definition.Json);
        Assert.Equal("source", json.RootElement.GetProperty("source").GetProperty("type").GetString());
        var sink = json.RootElement.GetProperty("sink");
        Assert.Equal("sink", sink.GetProperty("type").GetString());
        Assert.NotEmpty(sink.GetProperty("from").EnumerateArray());
    }

    [Theory]
    [InlineData("SQL_TASK", NodeKind.Sql, NodeKind.Approval)]
    [InlineData("BATCH_ROLLER", NodeKind.Sql, NodeKind.Task)]
    [InlineData("BATCH_ROLLER", NodeKind.Approval, NodeKind.Approval)]
    [InlineData("STREAMING", NodeKind.Source, NodeKind.Sql)]
    public void The_type_of_a_job_follows_from_its_nodes(string expected, NodeKind first, NodeKind second)
    {
        var pipeline = new PipelineDescriptor("job") { Nodes = [new NodeDescriptor("a", "A", first, "", "a"), new NodeDescriptor("b", "B", second, "", "b")] };
        Assert.Equal(expected, DefinitionJson.Of(pipeline, new ControlGraph("job") { CreateOutputs = static () => new JsonOutputs() }).JobType);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_host_publishes_its_definition_once_and_verbs_show_it(bool isPostgreSql)
    {
        var store = await HostStores.CreateAsync(isPostgreSql, _folder, server);
        for (var i = 0; i < 2; i++)
        {
            using var host = HostStores.FeatureChain(store, _folder);
            await host.StartAsync(Cancellation);
            var list = await Verbs.WaitAsync<FeatureChain>(host, static output => output.Contains("BATCH_ROLLER", StringComparison.Ordinal), "definitions", "list");
            Assert.Matches("^version +type +class version +published +by\\s+1 +BATCH_ROLLER +1\\.0\\.0 +[^\\n]+\\n$", list.ReplaceLineEndings("\n"));
            using var listed = JsonDocument.Parse(await Verbs.RunAsync<FeatureChain>(host, "definitions", "list", "--json"));
            Assert.Equal((1, "1.0.0"), (Assert.Single(listed.RootElement.EnumerateArray()).GetProperty("version").GetInt32(), listed.RootElement[0].GetProperty("class_version").GetString()));
            Assert.Equal(DefinitionOf<FeatureChain>().Json + "\n", await Verbs.RunAsync<FeatureChain>(host, "definitions", "show", "1", "--json"));
            Assert.StartsWith("{\n  \"job_name\": \"feature_chain\",\n", await Verbs.RunAsync<FeatureChain>(host, "definitions", "show", "1"), StringComparison.Ordinal);
            var unknown = await Assert.ThrowsAsync<VerbException>(() => Verbs.RunAsync<FeatureChain>(host, "definitions", "show", "7"));
            Assert.Equal("'feature_chain' has no published version 7; 'definitions list' lists its versions.", unknown.Message);

            // The run has the version.
            var run = (await Verbs.RunAsync<FeatureChain>(host, "runs", "start")).Trim();
            Assert.Contains("\ndefinition 1\n", await Verbs.RunAsync<FeatureChain>(host, "runs", "show", run), StringComparison.Ordinal);
            await host.StopAsync(Cancellation);
        }
    }

    private static PipelineDefinition DefinitionOf<TPipeline>()
        where TPipeline : class, IControlledPipeline<TPipeline> => DefinitionJson.Of(TPipeline.Descriptor, TPipeline.Control);
}
