using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Diagnostics;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor WritesField = new(
        "DFP3001",
        "A node writes a field of the pipeline",
        "'{0}' writes '{1}': the pipeline object is shared by all lanes and never changes; store changing values in a node's state, or count with a metric",
        Lifetimes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP3001.md");

    public static readonly DiagnosticDescriptor MutableInput = new(
        "DFP3002",
        "An input is set at construction only",
        "Input '{0}' must be 'init' only: the pipeline object never changes, a restart makes a new one",
        Lifetimes,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink + "DFP3002.md");
}
