using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Rules;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor StateType = new(
        "DFP2018",
        "A state cannot be kept",
        "State '{0}' of type '{1}' cannot be kept: {2}",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2018.md");

    public static readonly DiagnosticDescriptor NoTimers = new(
        "DFP1012",
        "The operator of a timer method sets no timers",
        "'{0}' sets no timers for '{1}' to be called by: {2}",
        References,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP1012.md");
}
