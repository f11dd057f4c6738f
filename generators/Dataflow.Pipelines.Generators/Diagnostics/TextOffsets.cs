using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Dataflow.Pipelines.Generators.Diagnostics;

/// <summary>
/// Maps a range of an expression's text to the source: token by token through a <c>+</c> of literals,
/// regular, verbatim and raw. A constant that is declared elsewhere has no characters here: the result is null, for the complete argument.
/// </summary>
internal static class TextOffsets
{
    public static TextSpan? Find(ExpressionSyntax expression, int start, int length)
    {
        var map = new List<TextSpan>();
        if (!TryAdd(expression, map) || start + length > map.Count || (length == 0 && start >= map.Count))
        {
            return null;
        }

        var last = length == 0 ? start : start + length - 1;
        return TextSpan.FromBounds(map[start].Start, length == 0 ? map[start].Start : map[last].End);
    }

    // One span for each character of the text.
    private static bool TryAdd(ExpressionSyntax expression, List<TextSpan> map)
    {
        switch (expression)
        {
            case ParenthesizedExpressionSyntax { Expression: var inner }:
                return TryAdd(inner, map);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                return TryAdd(sum.Left, map) && TryAdd(sum.Right, map);
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression, Token: var token }:
                LiteralOffsets.Add(token, map);
                return true;
            default:
                return false;
        }
    }
}
