using System.Linq;
using Dataflow.Pipelines.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>Members of the engine's block classes. In a derived class they hide a type of the same name, so that code there must write its full name.</summary>
internal static class BlockMembers
{
    /// <summary>Those member names that a type in the pipeline's namespace also has, read from the referenced engine; few if any.</summary>
    public static EquatableArray<string> Hiding(INamedTypeSymbol pipeline, Compilation compilation)
    {
        if (compilation.GetTypeByMetadataName("Dataflow.Pipelines.CodeGeneration.Block") is not { } block)
        {
            return EquatableArray<string>.Empty;
        }

        var near = compilation.GetCompilationNamespace(pipeline.ContainingNamespace);
        return block.ContainingNamespace.GetTypeMembers()
            .Where(type => type.IsAbstract && Derives(type, block))
            .Append(compilation.ObjectType)
            .SelectMany(static type => type.MemberNames.Concat(type.GetTypeMembers().Select(static inner => inner.Name)))
            .Distinct(StringComparer.Ordinal)
            .Where(name => name == pipeline.Name || near?.GetTypeMembers(name).IsEmpty == false)
            .OrderBy(static name => name, StringComparer.Ordinal)
            .ToEquatableArray();
    }

    private static bool Derives(INamedTypeSymbol type, INamedTypeSymbol block)
    {
        for (var parent = type; parent is not null; parent = parent.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(parent, block))
            {
                return true;
            }
        }

        return false;
    }
}
