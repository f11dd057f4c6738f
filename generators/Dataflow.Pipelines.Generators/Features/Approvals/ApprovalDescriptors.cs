using Dataflow.Pipelines.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Approvals;

/// <summary>The diagnostics of approvals.</summary>
internal static class ApprovalDescriptors
{
    public static readonly DiagnosticDescriptor BadApproval = new(
        "DFP1020",
        "An approval cannot be decided as it says",
        "The approval '{0}' cannot be used: {1}",
        Descriptors.References,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink + "DFP1020.md");

    public static readonly DiagnosticDescriptor MayBeRejected = new(
        "DFP1021",
        "A value of a form may be missing when the node starts",
        "'{0}' takes a value of the form of '{1}', which may have been rejected when '{2}' starts: {3}start only where it was approved, && {4}",
        Descriptors.References,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink + "DFP1021.md");

    public static readonly DiagnosticDescriptor BadForm = new(
        "DFP2027",
        "A record cannot be the form of an approval",
        "The form of '{0}' cannot have '{1}': {2}",
        Descriptors.TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink + "DFP2027.md");

    public static IReadOnlyList<DiagnosticDescriptor> All => [BadApproval, MayBeRejected, BadForm];
}
