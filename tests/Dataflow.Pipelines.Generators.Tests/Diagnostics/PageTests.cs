using System.Reflection;
using Dataflow.Pipelines.Generators.Tests.Repository;

namespace Dataflow.Pipelines.Generators.Tests.Diagnostics;

/// <summary>Each rule has a page of its id, and each page a rule.</summary>
public sealed class PageTests
{
    private static readonly string Folder = RepositoryFolder.File("docs/diagnostics");

    public static TheoryData<string, string> Rules => [.. new PipelineAnalyzer().SupportedDiagnostics.Select(rule => (rule.Id, rule.Title.ToString(System.Globalization.CultureInfo.InvariantCulture)))];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_has_its_page(string id, string title)
    {
        var page = File.ReadAllText(Path.Combine(Folder, id + ".md"));
        Assert.StartsWith($"# {id}: {title}\n", page, StringComparison.Ordinal);
        Assert.Contains("## Problem", page, StringComparison.Ordinal);
        Assert.Contains("## Fix", page, StringComparison.Ordinal);
        Assert.Contains($"[{id}]({id}.md) | {title} |", File.ReadAllText(Path.Combine(Folder, "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_links_to_its_page_in_the_repository_that_the_packages_name()
    {
        var repository = typeof(PipelineAnalyzer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static m => m.Key == "RepositoryUrl").Value;
        Assert.All(new PipelineAnalyzer().SupportedDiagnostics, rule => Assert.Equal($"{repository}/blob/main/docs/diagnostics/{rule.Id}.md", rule.HelpLinkUri));
    }

    [Fact]
    public void Each_page_has_a_rule() =>
        Assert.Equal(
            new PipelineAnalyzer().SupportedDiagnostics.Select(rule => rule.Id).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Folder, "DFP*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));
}
