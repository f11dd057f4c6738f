using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>
/// No node writes a field or a property of the pipeline. This rule reads method bodies, so only the analyzer has it: the
/// generator reads no bodies, so that an edit in a body does not change its output.
/// </summary>
internal static class FieldWriteRule
{
    public static readonly OperationKind[] Kinds =
    [
        OperationKind.SimpleAssignment,
        OperationKind.CompoundAssignment,
        OperationKind.CoalesceAssignment,
        OperationKind.DeconstructionAssignment,
        OperationKind.Increment,
        OperationKind.Decrement,
        OperationKind.Argument,
        OperationKind.VariableDeclarator,
    ];

    public static void Analyze(OperationAnalysisContext context)
    {
        if (NodeOf(context.ContainingSymbol) is not { } node)
        {
            return;
        }

        switch (context.Operation)
        {
            case IAssignmentOperation { Target: ITupleOperation tuple }:
                foreach (var element in tuple.Elements)
                {
                    Report(context, node, element);
                }

                break;
            case IAssignmentOperation assignment:
                Report(context, node, assignment.Target);
                if (assignment is ISimpleAssignmentOperation { IsRef: true })
                {
                    Report(context, node, assignment.Value);
                }

                break;
            case IIncrementOrDecrementOperation step:
                Report(context, node, step.Target);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                Report(context, node, argument.Value);
                break;
            case IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref, Initializer.Value: { } value }:
                Report(context, node, value);
                break;
        }
    }

    private static void Report(OperationAnalysisContext context, ISymbol node, IOperation target)
    {
        if (WrittenMember(target, node.ContainingType) is { } written)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.WritesField, target.Syntax.GetLocation(), node.Name, written.Name));
        }
    }

    // A write to point.X, where point is a field of a struct type, writes the field.
    private static ISymbol? WrittenMember(IOperation target, INamedTypeSymbol pipeline)
    {
        while (target is IMemberReferenceOperation reference)
        {
            var isOwn = reference.Instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };
            if (isOwn)
            {
                return SymbolEqualityComparer.Default.Equals(reference.Member.ContainingType, pipeline) ? reference.Member : null;
            }

            if (reference.Instance is not { Type.IsValueType: true } outer)
            {
                return null;
            }

            target = outer;
        }

        // A parameter of the primary constructor becomes a field when a node uses it.
        return target is IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter } ? parameter : null;
    }

    private static ISymbol? NodeOf(ISymbol symbol)
    {
        var member = symbol is IMethodSymbol { AssociatedSymbol: { } property } ? property : symbol;
        return member.GetAttributes().Any(attribute => Symbols.IsOurs(attribute.AttributeClass, "OperatorAttribute") || Symbols.IsOurs(attribute.AttributeClass, "OnTimerAttribute") || Symbols.IsOurs(attribute.AttributeClass, "SourceAttribute") || Symbols.IsOurs(attribute.AttributeClass, "SinkAttribute"))
            ? member
            : null;
    }
}
