using Dataflow.Pipelines.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Async;

/// <summary>The diagnostics of async operators.</summary>
internal static class AsyncDescriptors
{
    public static readonly DiagnosticDescriptor AsyncSignature = new(
        "DFP2040",
        "[AsyncIO] and an awaitable result go together",
        "The signature of '{0}' does not fit: {1}",
        Descriptors.TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink + "DFP2040.md");

    public static readonly DiagnosticDescriptor AsyncParameter = new(
        "DFP2041",
        "An async operator cannot take a parameter",
        "Parameter '{0}' of '{1}' cannot be '{2}': {3}",
        Descriptors.TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink + "DFP2041.md");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [AsyncSignature, AsyncParameter];
}
