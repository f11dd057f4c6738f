using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace Dataflow.Pipelines.Generators.Tests.Support;

/// <summary>Applies a fix like an editor: to the first place with the diagnostic.</summary>
internal static class CodeFixer
{
    public static async Task<ImmutableArray<Diagnostic>> FindAsync(string id, string source)
    {
        var found = await Compiler.Generate(source).OursAsync();
        return [.. found.Where(diagnostic => diagnostic.Id == id)];
    }

    public static async Task<string> ApplyAsync(CodeFixProvider fix, string id, string source, CancellationToken stop)
    {
        Assert.Contains(id, fix.FixableDiagnosticIds);
        var diagnostic = (await FindAsync(id, source))[0];
        using var workspace = new AdhocWorkspace();
        var document = workspace.AddProject("Test", LanguageNames.CSharp).WithParseOptions(Compiler.ParseOptions).AddDocument("Test.cs", source);
        var tree = (CSharpSyntaxTree)(await document.GetSyntaxTreeAsync(stop))!;
        var here = Diagnostic.Create(
            diagnostic.Descriptor, Location.Create(tree, diagnostic.Location.SourceSpan), diagnostic.Properties);
        List<CodeAction> actions = [];
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, here, (action, _) => actions.Add(action), stop));
        var operation = Assert.IsType<ApplyChangesOperation>(Assert.Single(await Assert.Single(actions).GetOperationsAsync(stop)));
        return (await operation.ChangedSolution.GetDocument(document.Id)!.GetTextAsync(stop)).ToString();
    }
}
