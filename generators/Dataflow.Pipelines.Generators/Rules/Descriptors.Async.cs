using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Rules;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor AsyncSignature = new(
        "DFP2040",
        "[AsyncIO] and what is awaited go together",
        "The signature of '{0}' does not fit: {1}",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2040.md");

    public static readonly DiagnosticDescriptor AsyncParameter = new(
        "DFP2041",
        "An async operator cannot take a parameter",
        "Parameter '{0}' of '{1}' cannot be '{2}': {3}",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2041.md");
}
