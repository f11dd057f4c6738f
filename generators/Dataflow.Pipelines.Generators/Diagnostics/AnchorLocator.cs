using System.Linq;
using Dataflow.Pipelines.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataflow.Pipelines.Generators.Diagnostics;

/// <summary>Finds the place of an anchor in the source; called only when a diagnostic is reported.</summary>
internal static class AnchorLocator
{
    public static Location Locate(INamedTypeSymbol type, Anchor anchor)
    {
        var members = Symbols.DeclaredMembers(type);
        var symbol = anchor.Member >= 0 && anchor.Member < members.Count ? members[anchor.Member] : type;
        return anchor.Kind switch
        {
            AnchorKind.MemberType => TypeOf(symbol)?.GetLocation() ?? Identifier(symbol),
            AnchorKind.Parameter => ParameterOf(type, anchor)?.Identifier.GetLocation() ?? Identifier(symbol),
            AnchorKind.ParameterType => ParameterOf(type, anchor)?.Type?.GetLocation() ?? Identifier(symbol),
            AnchorKind.Attribute => AttributeOf(symbol, anchor)?.GetLocation() ?? Identifier(symbol),
            AnchorKind.Argument => ArgumentOf(symbol, anchor) ?? Identifier(symbol),
            AnchorKind.ParameterArgument when symbol is IMethodSymbol method && anchor.Index < method.Parameters.Length =>
                ArgumentOf(method.Parameters[anchor.Index], anchor with { Index = 0 }) ?? Identifier(symbol),
            _ => Identifier(symbol),
        };
    }

    private static Location Identifier(ISymbol symbol) => symbol.Locations.FirstOrDefault() ?? Location.None;

    private static SyntaxNode? Declaration(ISymbol symbol) => symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();

    private static TypeSyntax? TypeOf(ISymbol symbol) =>
        Declaration(symbol) switch
        {
            MethodDeclarationSyntax method => method.ReturnType,
            PropertyDeclarationSyntax property => property.Type,
            _ => null,
        };

    private static ParameterSyntax? ParameterOf(INamedTypeSymbol type, Anchor anchor)
    {
        if (anchor.Member >= 0)
        {
            return Declaration(Symbols.DeclaredMembers(type)[anchor.Member]) is BaseMethodDeclarationSyntax method && anchor.Index < method.ParameterList.Parameters.Count
                ? method.ParameterList.Parameters[anchor.Index]
                : null;
        }

        foreach (var part in type.DeclaringSyntaxReferences)
        {
            if (part.GetSyntax() is TypeDeclarationSyntax { ParameterList.Parameters: { } parameters } && anchor.Index < parameters.Count)
            {
                return parameters[anchor.Index];
            }
        }

        return null;
    }

    private static AttributeSyntax? AttributeOf(ISymbol symbol, Anchor anchor) =>
        symbol.GetAttributes()
            .Where(attribute => Symbols.IsOurs(attribute.AttributeClass, anchor.Attribute + "Attribute"))
            .Skip(anchor.Occurrence)
            .FirstOrDefault()?.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax;

    private static Location? ArgumentOf(ISymbol symbol, Anchor anchor)
    {
        if (AttributeOf(symbol, anchor) is not { } attribute)
        {
            return null;
        }

        var candidates = (attribute.ArgumentList?.Arguments ?? []).Where(argument => (argument.NameEquals?.Name.Identifier.ValueText ?? "") == anchor.Argument).ToList();
        var expression = candidates.Count == 1 && anchor.Index > 0 ? Element(candidates[0].Expression, anchor.Index)
            : candidates.Count == 1 ? Element(candidates[0].Expression, 0)
            : candidates.Skip(anchor.Index).FirstOrDefault()?.Expression;
        if (expression is null)
        {
            return attribute.GetLocation();
        }

        return anchor.Start >= 0 && TextOffsets.Find(expression, anchor.Start, anchor.Length) is { } span
            ? Location.Create(expression.SyntaxTree, span)
            : Named(expression).GetLocation();
    }

    // nameof(RawEvent.Timestamp) refers to Timestamp.
    private static SyntaxNode Named(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax
        {
            Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" },
            ArgumentList.Arguments: { Count: 1 } arguments,
        }
            ? arguments[0].Expression is MemberAccessExpressionSyntax access ? access.Name : arguments[0].Expression
            : expression;

    // An argument with several elements can also be an array.
    private static ExpressionSyntax? Element(ExpressionSyntax expression, int index) =>
        expression switch
        {
            ArrayCreationExpressionSyntax { Initializer.Expressions: var items } => items.Skip(index).FirstOrDefault(),
            ImplicitArrayCreationExpressionSyntax { Initializer.Expressions: var items } => items.Skip(index).FirstOrDefault(),
            CollectionExpressionSyntax { Elements: var items } => items.OfType<ExpressionElementSyntax>().Skip(index).FirstOrDefault()?.Expression,
            _ => index == 0 ? expression : null,
        };
}
