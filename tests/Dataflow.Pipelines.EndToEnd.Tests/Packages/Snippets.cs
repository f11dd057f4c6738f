using System.Text.RegularExpressions;
using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.Packages;

/// <summary>The C# code in pages of the documentation.</summary>
internal static partial class Snippets
{
    internal const string Readme = "README.md";

    /// <summary>
    /// Pages with C# code for users. Pages of diagnostics are excluded: they show intended errors and have their own tests. Pages for contributors are too: they
    /// show files of the repository, which another test compares.
    /// </summary>
    internal static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(Repository.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(PackageFile.Names().Select(static package => Path.Combine(Repository.Root, "src", package, Readme)))
            .Select(static path => Path.GetRelativePath(Repository.Root, path))
            .Where(static page => !page.StartsWith(Path.Combine("docs", "diagnostics"), StringComparison.Ordinal) && !page.StartsWith(Path.Combine("docs", "contributing"), StringComparison.Ordinal) && Of(page).Count > 0)
            .Order(StringComparer.Ordinal);

    /// <summary>The snippets of a page, unchanged. Together they are one file.</summary>
    internal static IReadOnlyList<string> Of(string page) =>
        [.. Fence().Matches(File.ReadAllText(Path.Combine(Repository.Root, page))).Select(static match => match.Groups["code"].Value)];

    [GeneratedRegex(@"^```(csharp|cs|c#)[^\n]*\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
