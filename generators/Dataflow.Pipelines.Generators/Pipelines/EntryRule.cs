using System.Threading;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>A generated Main needs the command line, which is in a separate package.</summary>
internal static class EntryRule
{
    /// <param name="compilation">The compilation with generated code: where the user has no Main, its Main is the generated one.</param>
    /// <param name="pipeline">A pipeline class. A Main is generated only where it is the only pipeline.</param>
    /// <param name="cancellation">Cancels the search for the entry point.</param>
    public static IEnumerable<DiagnosticModel> Check(Compilation compilation, INamedTypeSymbol pipeline, CancellationToken cancellation)
    {
        if (compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication
            && compilation.GetTypeByMetadataName(Vocabulary.Program) is null
            && compilation.GetEntryPoint(cancellation) is { } main
            && main.Locations[0].SourceTree is { } tree
            && tree.FilePath.EndsWith(EntryEmitter.FileName, StringComparison.Ordinal)
            && tree.FilePath.Contains(typeof(PipelineGenerator).FullName))
        {
            yield return DiagnosticModel.Of(Descriptors.NoProgram, Anchor.Type, pipeline.Name);
        }
    }
}
