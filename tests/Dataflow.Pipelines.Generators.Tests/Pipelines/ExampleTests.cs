using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Pipelines;

public sealed class ExampleTests
{
    [Fact]
    public void The_streaming_example_compiles_without_a_warning()
    {
        var generation = Compiler.Generate(Sources.Cleaning, Sources.Connectors);
        if (Environment.GetEnvironmentVariable("GENERATED_TO") is { Length: > 0 } folder)
        {
            foreach (var file in generation.Result.Results.Single().GeneratedSources)
            {
                File.WriteAllText(Path.Combine(folder, file.HintName), file.SourceText.ToString());
            }
        }

        generation.Compiles();
    }

    [Fact]
    public async Task The_streaming_example_has_no_diagnostics()
    {
        var generation = Compiler.Generate(Sources.Cleaning, Sources.Connectors);
        Assert.Empty(await Compiler.AnalyzeAsync(generation.Compilation));
    }

    // See docs/decisions/009-who-takes-what-is-left-over.md.
    [Fact]
    public async Task The_streams_of_the_recommendation_example_break_the_rules_of_routing_and_no_other()
    {
        var generation = Compiler.Generate(Sources.Recommendation, Sources.Connectors);
        var found = await Compiler.AnalyzeAsync(generation.Compilation);
        Assert.Equal(["DFP0010", "DFP0011"], found.Select(static d => d.Id));

        // Both can be disabled: then it compiles, and the records without a stream are counted.
        var lowered = Compiler.Generate("#pragma warning disable DFP0010, DFP0011\n" + Sources.Recommendation, Sources.Connectors);
        lowered.Compiles();
        Assert.Empty(await Compiler.AnalyzeAsync(lowered.Compilation));
    }
}
