using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Dataflow.Pipelines.Generators.Tests.Support;

/// <summary>The result of one run of the generator.</summary>
internal sealed record Generation(CSharpCompilation Compilation, GeneratorDriverRunResult Result, ImmutableArray<Diagnostic> GeneratorDiagnostics)
{
    private IReadOnlyList<Diagnostic>? _errors;

    /// <summary>Errors of the compiler, warnings included.</summary>
    public IReadOnlyList<Diagnostic> Errors => _errors ??= [.. Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

    /// <summary>The diagnostics of the generator and the analyzer.</summary>
    public async Task<ImmutableArray<Diagnostic>> OursAsync() => [.. GeneratorDiagnostics, .. await Compiler.AnalyzeAsync(Compilation)];

    /// <summary>The generated text of the file whose name ends with <paramref name="end"/>.</summary>
    public string Text(string end)
    {
        var files = Result.Results.Single().GeneratedSources;
        var found = files.Where(file => file.HintName.EndsWith(end, StringComparison.Ordinal)).ToList();
        Assert.True(found.Count == 1, $"expected one generated file that ends with '{end}', found {found.Count} among: {string.Join(", ", files.Select(file => file.HintName))}");
        return found[0].SourceText.ToString();
    }

    /// <summary>Fails with the errors and the generated text if the compilation has errors.</summary>
    public Generation Compiles()
    {
        Assert.Empty(GeneratorDiagnostics);
        if (Errors.Count > 0)
        {
            var texts = Result.Results.Single().GeneratedSources.Select(file => "=== " + file.HintName + "\n" + file.SourceText);
            Assert.Fail(string.Join("\n", Errors.Select(error => error.ToString())) + "\n" + string.Join("\n", texts));
        }

        return this;
    }

    /// <summary>Compiles, loads, and calls <c>Test.Run()</c>, which returns its observations.</summary>
    public string Run() => Load<Func<string>>()();

    /// <summary>Compiles, loads, and returns <c>Test.Run</c>.</summary>
    public T Load<T>()
        where T : Delegate
    {
        Compiles();
        using var image = new MemoryStream();
        var emitted = Compilation.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return Assembly.Load(image.ToArray()).GetType("Test", throwOnError: true)!.GetMethod("Run", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<T>();
    }
}
