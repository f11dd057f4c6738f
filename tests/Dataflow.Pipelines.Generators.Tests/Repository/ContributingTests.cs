using System.Text.RegularExpressions;

namespace Dataflow.Pipelines.Generators.Tests.Repository;

/// <summary>The worked example for contributors equals the files of the repository.</summary>
public sealed partial class ContributingTests
{
    private const int MostFiles = 8;
    private static readonly string Page = File.ReadAllText(RepositoryFolder.File("docs/contributing/adding-an-operator.md"));

    [Fact]
    public void Its_files_exist_and_are_few()
    {
        var files = Rows().Matches(Page).Select(static row => row.Groups["path"].Value).ToList();
        Assert.InRange(files.Count, 1, MostFiles);
        Assert.All(files, static file => Assert.True(File.Exists(RepositoryFolder.File(file)), file));
        Assert.Subset(files.ToHashSet(), Shown().Select(static shown => shown.Path).ToHashSet());
    }

    [Fact]
    public void Each_quoted_file_contains_the_quotation()
    {
        Assert.Contains(Shown(), static shown => shown.Language == "csharp");
        foreach (var (path, language, text) in Shown())
        {
            var file = File.ReadAllText(RepositoryFolder.File(path));
            if (language == "csharp")
            {
                Assert.Equal(file, text);
                continue;
            }

            Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(line[1..] + "\n", file, StringComparison.Ordinal));
        }
    }

    private static IEnumerable<(string Path, string Language, string Text)> Shown() =>
        Blocks().Matches(Page).Select(static block => (block.Groups["path"].Value, block.Groups["language"].Value, block.Groups["text"].Value));

    [GeneratedRegex(@"^\| `(?<path>[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex(@"^### `(?<path>[^`]+)`\n\n```(?<language>\w+)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
