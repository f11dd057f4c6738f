using Dataflow.Pipelines.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Processes;

/// <summary>The diagnostics of processes.</summary>
internal static class ProcessDescriptors
{
    public static readonly DiagnosticDescriptor BadCommand = new(
        "DFP1017",
        "A command cannot be executed",
        "The {0} of '{1}' cannot be used: {2}",
        Descriptors.References,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink + "DFP1017.md");

    public static IReadOnlyList<DiagnosticDescriptor> All => [BadCommand];
}
