using System.Threading;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>A generated Main needs the command line, which is in a package of its own.</summary>
internal static class EntryRule
{
    /// <param name="compilation">With what the generator has added: where a Main is missing, that is the generator's.</param>
    /// <param name="pipeline">A pipeline class. A Main is generated only where it is the only one.</param>
    /// <param name="cancellation">Ends the search for the entry point.</param>
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
