using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataflow.Pipelines.Generators.Reading;

/// <summary>Finds names that refer to a symbol in the user's parts of a type: a nested type of that name in the generated part would hide it.</summary>
internal static class ScopeParser
{
    /// <summary>The given names that are visible in any part of the type, each followed by the names that the emitters would try next if they are visible too.</summary>
    public static EquatableArray<string> FindVisible(INamedTypeSymbol type, IEnumerable<string> names, Compilation compilation, CancellationToken cancellation)
    {
        var parts = type.DeclaringSyntaxReferences
            .Select(part => part.GetSyntax(cancellation))
            .OfType<TypeDeclarationSyntax>()
            .Select(part => (Model: compilation.GetSemanticModel(part.SyntaxTree), Place: part.OpenBraceToken.Span.Length > 0 ? part.OpenBraceToken.Span.End : part.Identifier.SpanStart))
            .ToList();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            for (var next = name; parts.Exists(part => part.Model.LookupSymbols(part.Place, name: next).Length > 0); next += "_")
            {
                found.Add(next);
            }
        }

        return found.ToEquatableArray();
    }
}
