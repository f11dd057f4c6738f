using Dataflow.Pipelines.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Keyed;

/// <summary>The diagnostics of state and timers.</summary>
internal static class KeyedDescriptors
{
    public static readonly DiagnosticDescriptor StateType = new(
        "DFP2018",
        "A state cannot be stored",
        "State '{0}' of type '{1}' cannot be stored: {2}",
        Descriptors.TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink + "DFP2018.md");

    public static readonly DiagnosticDescriptor NoTimers = new(
        "DFP1012",
        "The operator of a timer method sets no timers",
        "'{0}' sets no timers, so '{1}' would never be called: {2}",
        Descriptors.References,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink + "DFP1012.md");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [StateType, NoTimers];
}
