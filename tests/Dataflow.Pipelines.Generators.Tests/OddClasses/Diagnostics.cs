using Dataflow.Pipelines.Generators.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Tests.OddClasses;

/// <summary>All that a build and an IDE would show.</summary>
internal static class Diagnostics
{
    /// <summary>What the generator, the compiler and the analyzer report of a compilation with its generated parts: errors and warnings.</summary>
    public static async Task<List<Diagnostic>> OfAsync(Generation generation) =>
        [
            .. generation.GeneratorDiagnostics
                .Concat(await Compiler.DiagnoseAsync(generation.Compilation))
                .Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning),
        ];
}
