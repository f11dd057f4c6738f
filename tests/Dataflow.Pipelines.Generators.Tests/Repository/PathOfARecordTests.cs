using System.Text.RegularExpressions;

namespace Dataflow.Pipelines.Generators.Tests.Repository;

/// <summary>docs/architecture.md describes the path of a record, file by file.</summary>
public sealed partial class PathOfARecordTests
{
    private const int Most = 12;

    [Fact]
    public void It_is_a_short_list_of_files_that_exist()
    {
        var page = File.ReadAllText(RepositoryFolder.File("docs/architecture.md"));
        var section = page[page.IndexOf("## The path of a record", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n## ", 1, StringComparison.Ordinal)];
        var files = Steps().Matches(section).Select(static step => step.Groups["file"].Value).ToList();

        Assert.InRange(files.Count, Most - 4, Most);
        Assert.Equal(files.Distinct(), files);
        Assert.All(files, static file => Assert.True(File.Exists(RepositoryFolder.File(Path.Combine("docs", file))), $"There is no {file}."));
    }

    [GeneratedRegex(@"^\d+\. \*\*[^*]+\*\*, \[[^\]]+\]\((?<file>[^)]+)\)", RegexOptions.Multiline)]
    private static partial Regex Steps();
}
