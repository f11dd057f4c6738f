using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataflow.Pipelines.Generators.Tests.Repository;

/// <summary>The sources of the engine and the references between their folders.</summary>
internal sealed class CoreSources
{
    private const string Folder = "src/Dataflow.Pipelines.Core";
    private readonly CSharpCompilation _compilation;

    private CoreSources(CSharpCompilation compilation) => _compilation = compilation;

    /// <summary>The sources, parsed.</summary>
    public IEnumerable<SyntaxTree> Files => _compilation.SyntaxTrees.Where(static tree => tree.FilePath.Length > 0);

    /// <summary>Reads the sources. Generated parts are missing: a name that is bound to none of the files is skipped.</summary>
    public static CoreSources Read()
    {
        var root = RepositoryFolder.File(Folder);
        var parse = new CSharpParseOptions(LanguageVersion.Preview);
        var files = Directory.EnumerateDirectories(root)
            .Where(static folder => Path.GetFileName(folder) is not ("bin" or "obj"))
            .SelectMany(static folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), parse, Path.GetRelativePath(root, file)));
        const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => !Path.GetFileName(path).StartsWith("Dataflow.", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path));
        return new(CSharpCompilation.Create(
            "Core",
            [CSharpSyntaxTree.ParseText(Usings, parse), .. files],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true)));
    }

    /// <summary>The room of a file: its folder under the root.</summary>
    public static string RoomOf(SyntaxTree file) => file.FilePath[..file.FilePath.IndexOf(Path.DirectorySeparatorChar, StringComparison.Ordinal)];

    /// <summary>The files in other rooms that a file references.</summary>
    public IEnumerable<SyntaxTree> ReferencesOf(SyntaxTree file)
    {
        var model = _compilation.GetSemanticModel(file);
        var room = RoomOf(file);
        HashSet<SyntaxTree> found = [];
        foreach (var name in file.GetRoot().DescendantNodes(static node => node is not UsingDirectiveSyntax).OfType<SimpleNameSyntax>())
        {
            var info = model.GetSymbolInfo(name);
            if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is { } symbol && Declaration(symbol) is { FilePath.Length: > 0 } target && RoomOf(target) != room && found.Add(target))
            {
                yield return target;
            }
        }
    }

    // An implicit constructor counts as its type.
    private static SyntaxTree? Declaration(ISymbol symbol) => symbol is INamespaceSymbol ? null
        : symbol.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree ?? (symbol.ContainingType is { } type ? Declaration(type) : null);
}
