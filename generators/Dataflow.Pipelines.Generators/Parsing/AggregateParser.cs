using System.Collections.Generic;
using Dataflow.Pipelines.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Parsing;

/// <summary>Reads what a window computes for a member of its record.</summary>
internal static class AggregateParser
{
    private static readonly Dictionary<string, AggregateKind> Kinds = new()
    {
        ["WindowKeyAttribute"] = AggregateKind.WindowKey,
        ["WindowStartAttribute"] = AggregateKind.WindowStart,
        ["WindowEndAttribute"] = AggregateKind.WindowEnd,
        ["CountAttribute"] = AggregateKind.Count,
        ["CountDistinctAttribute"] = AggregateKind.CountDistinct,
        ["SumAttribute"] = AggregateKind.Sum,
        ["MinAttribute"] = AggregateKind.Min,
        ["MaxAttribute"] = AggregateKind.Max,
        ["AverageAttribute"] = AggregateKind.Average,
        ["FirstAttribute"] = AggregateKind.First,
        ["LastAttribute"] = AggregateKind.Last,
    };

    public static (AggregateKind Kind, string? Member) Parse(params ISymbol?[] places)
    {
        foreach (var place in places)
        {
            if (place is null)
            {
                continue;
            }

            foreach (var attribute in place.GetAttributes())
            {
                if (attribute.AttributeClass is { } type && Kinds.TryGetValue(type.Name, out var kind) && Symbols.IsOurs(type, type.Name))
                {
                    return (kind, Symbols.FirstText(attribute));
                }
            }
        }

        return (AggregateKind.None, null);
    }
}
