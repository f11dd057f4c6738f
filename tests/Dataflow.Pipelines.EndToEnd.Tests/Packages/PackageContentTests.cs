using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;
using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.Packages;

/// <summary>The contents of each package of <c>./build.sh pack</c>.</summary>
public sealed partial class PackageContentTests
{
    private const string Url = "https://github.com/dataflow-pipelines/dataflow-pipelines";
    private const string Program = "Dataflow.Pipelines";
    private const string Core = Program + ".Core";
    private const int IconSize = 128;

    private static readonly string[] Analyzers = ["analyzers/dotnet/cs/Dataflow.Pipelines.CodeFixes.dll", "analyzers/dotnet/cs/Dataflow.Pipelines.Generators.dll"];

    // All dependencies that a package brings to its users. An additional line requires a decision.
    private static readonly Dictionary<string, string[]> Dependencies = new()
    {
        [Program] = [Core, "Microsoft.Extensions.Hosting", "System.CommandLine"],
        [Core] = ["Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "Polly.Core", "System.IO.Hashing"],
        [Program + ".Control"] = ["Cronos", "MailKit", "Microsoft.Data.Sqlite", "Polly.Core", Program],
        [Program + ".Control.PostgreSql"] = ["Npgsql", Program + ".Control"],
        [Program + ".Control.Testing"] = [Program + ".Control", Program + ".Testing"],
        [Program + ".Kafka"] = ["Confluent.Kafka", Core],
        [Program + ".Parquet"] = [Core, "Parquet.Net"],
        [Program + ".Testing"] = [Core],
    };

    /// <summary>The packages.</summary>
    public static TheoryData<string> Packages => [.. PackageFile.Names()];

    [Fact]
    public void Every_project_under_src_is_a_package_with_symbols_and_nothing_else_is()
    {
        var expected = PackageFile.Names().SelectMany(static name => new[] { $"{name}.{PackageFile.Version}.nupkg", $"{name}.{PackageFile.Version}.snupkg" });
        Assert.Equal(expected.Order(StringComparer.Ordinal), Directory.EnumerateFiles(Repository.Packages).Select(Path.GetFileName).Order(StringComparer.Ordinal)!);
        Assert.Equal(Dependencies.Keys.Order(StringComparer.Ordinal), PackageFile.Names());
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void It_has_the_library_its_documentation_readme_and_icon(string name)
    {
        using var package = PackageFile.Open(name);
        string[] expected = [$"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml", "README.md", "THIRD-PARTY-NOTICES.md", "icon.png", .. name == Core ? Analyzers : []];
        Assert.Equal(expected.Order(StringComparer.Ordinal), package.Files);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void It_has_a_description_and_a_licence(string name)
    {
        using var package = PackageFile.Open(name);
        Assert.Equal(name, package.Text("id"));
        Assert.Equal("MIT", package.Text("license"));
        Assert.Equal(Url, package.Text("projectUrl"));
        Assert.NotEmpty(package.Text("description"));
        Assert.Contains("dataflow", package.Text("tags").Split(' '));
        Assert.Equal("icon.png", package.Text("icon"));
        Assert.Equal("README.md", package.Text("readme"));

        // The width and the height of a PNG are in its first chunk.
        var icon = package.Read("icon.png");
        Assert.Equal("PNG", Encoding.ASCII.GetString(icon, 1, 3));
        Assert.Equal((IconSize, IconSize), (BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(20))));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Its_release_notes_are_those_of_the_changelog(string name)
    {
        using var package = PackageFile.Open(name);
        var notes = package.Text("releaseNotes").ReplaceLineEndings("\n");
        Assert.StartsWith("### ", notes, StringComparison.Ordinal);
        Assert.DoesNotContain("\n## ", notes, StringComparison.Ordinal);
        Assert.Contains(notes, File.ReadAllText(Path.Combine(Repository.Root, "CHANGELOG.md")).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void It_has_a_readme_with_absolute_links_that_exist(string name)
    {
        using var package = PackageFile.Open(name);
        var readme = Encoding.UTF8.GetString(package.Read("README.md"));
        Assert.StartsWith($"# {name}\n", readme, StringComparison.Ordinal);
        var links = Link().Matches(readme).Select(static match => match.Groups["address"].Value).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, static link => Assert.StartsWith(Url, link, StringComparison.Ordinal));

        const string Page = Url + "/blob/main/";
        Assert.All(links.Where(static link => link.StartsWith(Page, StringComparison.Ordinal)), static link =>
            Assert.True(Path.Exists(Path.Combine(Repository.Root, link[Page.Length..])), $"{link} has no target in the repository."));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void It_depends_on_the_listed_packages_in_the_versions_of_the_repository(string name)
    {
        using var package = PackageFile.Open(name);
        var group = Assert.Single(package.Metadata.Descendants(), static element => element.Name.LocalName == "group");
        Assert.Equal("net10.0", group.Attribute("targetFramework")!.Value);
        var dependencies = group.Elements().ToDictionary(static d => d.Attribute("id")!.Value, static d => d);
        Assert.Equal(Dependencies[name].Order(StringComparer.Ordinal), dependencies.Keys.Order(StringComparer.Ordinal));

        foreach (var (id, dependency) in dependencies)
        {
            Assert.Equal(PackageFile.VersionOf(id), dependency.Attribute("version")!.Value);
        }

        // A project that references only a connector gets the generator too.
        Assert.DoesNotContain("Analyzers", dependencies.GetValueOrDefault(Core)?.Attribute("exclude")?.Value ?? "", StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_debugger_finds_its_symbols_and_its_sources(string name)
    {
        using var package = PackageFile.Open(name);
        var repository = package.Metadata.Elements().Single(static element => element.Name.LocalName == "repository");
        Assert.Equal("git", repository.Attribute("type")!.Value);
        Assert.Equal(Url, repository.Attribute("url")!.Value);
        var commit = repository.Attribute("commit")!.Value;
        Assert.Matches("^[0-9a-f]{40}$", commit);

        using var symbolPackage = PackageFile.OpenSymbols(name);
        using var symbols = SymbolFile.Of(symbolPackage.Read($"lib/net10.0/{name}.pdb"));
        using var assembly = new PEReader(new MemoryStream(package.Read($"lib/net10.0/{name}.dll")));
        var directory = assembly.ReadDebugDirectory();
        var entry = directory.Single(static entry => entry.Type == DebugDirectoryEntryType.CodeView);
        Assert.Equal(symbols.Id, new BlobContentId(assembly.ReadCodeViewDebugDirectoryData(entry).Guid, entry.Stamp));
        Assert.Contains(directory, static entry => entry.Type == DebugDirectoryEntryType.Reproducible);

        Assert.Equal($$$"""{"documents":{"/_/*":"https://raw.githubusercontent.com/dataflow-pipelines/dataflow-pipelines/{{{commit}}}/*"}}""", symbols.SourceLink);
        var embedded = symbols.Embedded.Select(static source => source.Path).ToHashSet();
        var linked = symbols.Documents.Where(path => !embedded.Contains(path)).ToList();
        Assert.NotEmpty(linked);
        Assert.All(linked, static path =>
        {
            Assert.StartsWith("/_/", path, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(Repository.Root, path["/_/".Length..])), $"{path} is no file of the repository, and its text is not embedded.");
        });
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void No_path_of_the_machine_is_in_it(string name)
    {
        using var package = PackageFile.Open(name);
        using var symbolPackage = PackageFile.OpenSymbols(name);
        foreach (var (from, file) in package.Files.Select(file => (package, file)).Concat(symbolPackage.Files.Select(file => (symbolPackage, file))))
        {
            var content = from.Read(file);

            // Texts in an assembly are UTF-16 and begin at an even or odd position.
            AssertNoPath(file, Encoding.Latin1.GetString(content));
            AssertNoPath(file, Encoding.Unicode.GetString(content));
            AssertNoPath(file, Encoding.Unicode.GetString(content, 1, content.Length - 1));
            using var symbols = SymbolsOf(file, content);
            foreach (var text in symbols is null ? [] : symbols.Documents.Append(symbols.SourceLink).Concat(symbols.Embedded.Select(static source => source.Text)))
            {
                AssertNoPath(file, text);
            }
        }
    }

    private static SymbolFile? SymbolsOf(string file, byte[] content)
    {
        if (Path.GetExtension(file) == ".pdb")
        {
            return SymbolFile.Of(content);
        }

        if (Path.GetExtension(file) != ".dll")
        {
            return null;
        }

        using var assembly = new PEReader(new MemoryStream(content));
        return SymbolFile.Inside(assembly);
    }

    private static void AssertNoPath(string file, string text)
    {
        string[] paths = [Repository.Root, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + Path.DirectorySeparatorChar];
        foreach (var path in paths)
        {
            var at = text.IndexOf(path, StringComparison.Ordinal);
            Assert.True(at < 0, $"{file} contains the path {path}: ...{(at < 0 ? "" : text[at..Math.Min(text.Length, at + 120)])}...");
        }
    }

    [GeneratedRegex(@"\]\((?<address>[^)]*)\)")]
    private static partial Regex Link();
}
