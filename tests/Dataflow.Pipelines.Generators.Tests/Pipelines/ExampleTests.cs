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
}
