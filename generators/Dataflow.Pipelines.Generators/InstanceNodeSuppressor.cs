using System.Collections.Immutable;
using System.Linq;
using Dataflow.Pipelines.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Dataflow.Pipelines.Generators;

/// <summary>Suppresses CA1822 (mark members as static) for nodes: whether a node is an instance method is a matter of style, not a mistake.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InstanceNodeSuppressor : DiagnosticSuppressor
{
    private static readonly string[] Attributes = ["OperatorAttribute", "OnTimerAttribute", "SourceAttribute", "SinkAttribute"];

    private static readonly SuppressionDescriptor Rule = new("DFPS0001", "CA1822", "A node may be an instance member, whether or not it uses the instance.");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [Rule];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree)
            {
                continue;
            }

            var declaration = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan);
            var member = context.GetSemanticModel(tree).GetDeclaredSymbol(declaration, context.CancellationToken);
            if (member is not null && member.GetAttributes().Any(attribute => Attributes.Any(name => Symbols.IsOurs(attribute.AttributeClass, name))))
            {
                context.ReportSuppression(Suppression.Create(Rule, diagnostic));
            }
        }
    }
}
