using Dataflow.Pipelines.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Joins;

/// <summary>The diagnostics of joins.</summary>
internal static class JoinDescriptors
{
    public static readonly DiagnosticDescriptor UnboundedJoin = new(
        "DFP0040",
        "A join stores every record indefinitely",
        "Nothing bounds join '{0}', so it stores every record indefinitely: set Within = \"10m\", Lower and Upper, or Window",
        Descriptors.Structure,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink + "DFP0040.md");

    public static readonly DiagnosticDescriptor JoinBounds = new(
        "DFP0041",
        "The bounds of a join do not fit",
        "The bounds of join '{0}' do not fit: {1}",
        Descriptors.Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink + "DFP0041.md");

    public static readonly DiagnosticDescriptor JoinSignature = new(
        "DFP2042",
        "No rule explains the signature of a join",
        "No rule explains the signature of join '{0}': {1}",
        Descriptors.TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink + "DFP2042.md");

    public static readonly DiagnosticDescriptor JoinKeys = new(
        "DFP2043",
        "The keys of a join have different types",
        "The keys of join '{0}' are '{1}' and '{2}': nothing would ever be equal; name members of one type",
        Descriptors.TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink + "DFP2043.md");

    public static readonly DiagnosticDescriptor JoinNullability = new(
        "DFP2044",
        "The kind of a join and its parameters contradict each other",
        "In join '{0}' of kind {1} the {2} record {3}: declare it as '{4}', or choose another Kind",
        Descriptors.TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink + "DFP2044.md");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [UnboundedJoin, JoinBounds, JoinSignature, JoinKeys, JoinNullability];
}
