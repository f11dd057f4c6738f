using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Rules;

/// <summary>The table of all rules; each has a page of its id in <c>docs/diagnostics</c>.</summary>
internal static partial class Descriptors
{
    private const string Structure = "Structure";
    private const string References = "References";
    private const string TypesAndCodecs = "Types";
    private const string Lifetimes = "Lifetimes";
    private const string HelpLink = "https://github.com/dataflow-pipelines/dataflow-pipelines/blob/main/docs/diagnostics/";
}
