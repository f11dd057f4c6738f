using Dataflow.Pipelines.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Joins;

/// <summary>Reads <c>[Join]</c> and the signature of its method.</summary>
internal static class JoinParser
{
    public static JoinModel Parse(IMethodSymbol method, AttributeReader reader)
    {
        var (returns, mayReturnNothing) = Unwrap(method.ReturnType);
        return new JoinModel(
            reader.Choice("Kind", "Inner"),
            Side(method, 0, reader.Text("Left"), reader.Text("LeftKey")),
            Side(method, 1, reader.Text("Right"), reader.Text("RightKey")),
            reader.TryText("Within"),
            Bound(reader.TryText("Lower")),
            Bound(reader.TryText("Upper")),
            reader.TryText("Window"),
            method.Parameters.Length,
            TypeModels.Of(returns),
            mayReturnNothing,
            !method.ReturnsVoid && !method.ReturnsByRef && !method.ReturnsByRefReadonly && method.TypeParameters.Length == 0);
    }

    private static JoinSide Side(IMethodSymbol method, int index, TextModel from, TextModel key)
    {
        if (index >= method.Parameters.Length)
        {
            return new JoinSide(from, key, null, "", false);
        }

        var parameter = method.Parameters[index];
        var (type, isNullable) = Unwrap(parameter.Type);
        var modifier = parameter.RefKind switch { RefKind.None => "", RefKind.In or RefKind.RefReadOnlyParameter => "in ", RefKind.Out => "out ", _ => "ref " };
        return new JoinSide(from, key, TypeModels.Of(type), modifier, isNullable);
    }

    private static (ITypeSymbol Type, bool IsNullable) Unwrap(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? (nullable.TypeArguments[0], true) : (type, false);

    private static JoinBound? Bound(TextModel? text)
    {
        if (text is null)
        {
            return null;
        }

        var blanks = text.Text.Length - text.Text.TrimStart().Length;
        return blanks < text.Text.Length && text.Text[blanks] == '-'
            ? new JoinBound(true, text with { Text = text.Text.Substring(blanks + 1) }, blanks + 1)
            : new JoinBound(false, text, 0);
    }
}
