using System.IO.Compression;
using System.Xml.Linq;
using Dataflow.Pipelines.EndToEnd.Tests.Support;

namespace Dataflow.Pipelines.EndToEnd.Tests.Packages;

/// <summary>A built package, <c>.nupkg</c> or <c>.snupkg</c>, as its consumers get it.</summary>
internal sealed class PackageFile : IDisposable
{
    // The files that the package format requires.
    private static readonly string[] Envelope = ["_rels/", "package/", "[Content_Types].xml"];

    private readonly ZipArchive _archive;

    private PackageFile(string path)
    {
        Assert.True(File.Exists(path), $"There is no {path}: run ./build.sh pack first, as ./build.sh test does.");
        _archive = ZipFile.OpenRead(path);
        var nuspec = Assert.Single(_archive.Entries, static entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal));
        using var stream = nuspec.Open();
        Metadata = XDocument.Load(stream).Root!.Elements().Single(static element => element.Name.LocalName == "metadata");
    }

    /// <summary>The description of the package.</summary>
    internal XElement Metadata { get; }

    /// <summary>The files of the package without those of its format.</summary>
    internal IEnumerable<string> Files =>
        _archive.Entries.Select(static entry => entry.FullName)
            .Where(static name => !name.EndsWith(".nuspec", StringComparison.Ordinal) && !Envelope.Any(part => name.StartsWith(part, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal);

    /// <summary>The names of all packages: each project under <c>src</c> is one.</summary>
    internal static IEnumerable<string> Names() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(static project => Path.GetFileNameWithoutExtension(project)).Order(StringComparer.Ordinal);

    internal static PackageFile Open(string name) => new(Path.Combine(Repository.Packages, $"{name}.{Version}.nupkg"));

    internal static PackageFile OpenSymbols(string name) => new(Path.Combine(Repository.Packages, $"{name}.{Version}.snupkg"));

    /// <summary>The version of all packages.</summary>
    internal static string Version { get; } =
        XDocument.Load(Path.Combine(Repository.Root, "eng", "Common.props")).Descendants("Version").Single().Value;

    /// <summary>The versions of the packages that the repository uses.</summary>
    internal static IReadOnlyDictionary<string, string> Versions { get; } = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
        .ToDictionary(static version => version.Attribute("Include")!.Value, static version => version.Attribute("Version")!.Value);

    /// <summary>The version of a package, ours or another.</summary>
    internal static string VersionOf(string package) => Versions.GetValueOrDefault(package, Version);

    /// <summary>An element of the description; empty where there is none.</summary>
    internal string Text(string element) => Metadata.Elements().SingleOrDefault(e => e.Name.LocalName == element)?.Value ?? "";

    internal byte[] Read(string file)
    {
        var entry = _archive.GetEntry(file);
        Assert.True(entry is not null, $"The package has no {file}, only {string.Join(", ", Files)}.");
        using var content = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(content);
        return content.ToArray();
    }

    public void Dispose() => _archive.Dispose();
}
