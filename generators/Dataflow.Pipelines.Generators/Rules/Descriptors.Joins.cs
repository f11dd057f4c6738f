using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Rules;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor UnboundedJoin = new(
        "DFP0040",
        "A join keeps every record for ever",
        "Nothing bounds join '{0}', so it keeps every record for ever: say Within = \"10m\", Lower and Upper, or Window",
        Structure,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0040.md");

    public static readonly DiagnosticDescriptor JoinBounds = new(
        "DFP0041",
        "The bounds of a join do not fit",
        "The bounds of join '{0}' do not fit: {1}",
        Structure,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP0041.md");

    public static readonly DiagnosticDescriptor JoinSignature = new(
        "DFP2042",
        "No rule explains the signature of a join",
        "No rule explains the signature of join '{0}': {1}",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2042.md");

    public static readonly DiagnosticDescriptor JoinKeys = new(
        "DFP2043",
        "The keys of a join have different types",
        "The keys of join '{0}' are '{1}' and '{2}': nothing would ever be equal; name members of one type",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2043.md");

    public static readonly DiagnosticDescriptor JoinNullability = new(
        "DFP2044",
        "The kind of a join and its parameters say different things",
        "In join '{0}' of kind {1} the {2} record {3}: declare it as '{4}', or choose another Kind",
        TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP2044.md");
}
