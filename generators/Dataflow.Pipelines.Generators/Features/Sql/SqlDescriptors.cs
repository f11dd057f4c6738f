using Dataflow.Pipelines.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Sql;

/// <summary>The diagnostics of statements of SQL.</summary>
internal static class SqlDescriptors
{
    public static readonly DiagnosticDescriptor BadStatement = new(
        "DFP1018",
        "A value is in a wrong place of a statement",
        "The statement of '{0}' cannot be used: {1}",
        Descriptors.References,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink + "DFP1018.md");

    public static readonly DiagnosticDescriptor UnknownDatabase = new(
        "DFP1019",
        "There is no such database",
        "'{0}' is no database of '{1}'{2}",
        Descriptors.References,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink + "DFP1019.md");

    public static readonly DiagnosticDescriptor BadResult = new(
        "DFP2026",
        "A statement cannot give a member of its output",
        "The statement of '{0}' cannot give '{1}': {2}",
        Descriptors.TypesAndCodecs,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink + "DFP2026.md");

    public static IReadOnlyList<DiagnosticDescriptor> All => [BadStatement, UnknownDatabase, BadResult];
}
