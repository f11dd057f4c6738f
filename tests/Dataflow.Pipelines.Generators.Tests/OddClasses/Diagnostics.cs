using Dataflow.Pipelines.Generators.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Tests.OddClasses;

/// <summary>The diagnostics that a build and an IDE show.</summary>
internal static class Diagnostics
{
    /// <summary>Errors and warnings of the generator, the compiler and the analyzer for a compilation with its generated parts.</summary>
    public static async Task<List<Diagnostic>> OfAsync(Generation generation) =>
        [
            .. generation.GeneratorDiagnostics
                .Concat(await Compiler.DiagnoseAsync(generation.Compilation))
                .Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning),
        ];
}
