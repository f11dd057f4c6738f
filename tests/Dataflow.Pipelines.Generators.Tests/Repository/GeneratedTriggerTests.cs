using System.Text.RegularExpressions;
using Dataflow.Pipelines.Generators.Tests.Support;

namespace Dataflow.Pipelines.Generators.Tests.Repository;

/// <summary>The generated code of a trigger that the documentation shows is what the generator makes of the class above it.</summary>
public sealed partial class GeneratedTriggerTests
{
    [Fact]
    public void The_documented_code_is_generated()
    {
        var page = File.ReadAllText(RepositoryFolder.File("docs/semantics.md"));
        page = page[page.IndexOf("## Triggers", StringComparison.Ordinal)..];
        page = page.Split("\n## ")[0];
        var source = Block().Matches(page).Single(static block => block.Groups["language"].Value == "csharp").Groups["text"].Value;
        var shown = Block().Matches(page).Single(static block => block.Groups["language"].Value == "text").Groups["text"].Value;

        var generated = Compiler.Generate(source).Compiles().Result.Results.Single().GeneratedSources;
        Assert.Contains(generated, file => file.SourceText.ToString().Contains(shown, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"```(?<language>csharp|text)\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
