using System.Linq;
using Dataflow.Pipelines.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Windows.Aggregates;

/// <summary>Reads the aggregate that a window computes for a member of its record.</summary>
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
        ["VarianceAttribute"] = AggregateKind.Variance,
        ["StandardDeviationAttribute"] = AggregateKind.StandardDeviation,
        ["MinByAttribute"] = AggregateKind.MinBy,
        ["MaxByAttribute"] = AggregateKind.MaxBy,
        ["AggregateAttribute"] = AggregateKind.Aggregate,
    };

    public static AggregateModel Parse(params ISymbol?[] places)
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
                    return Parse(kind, attribute);
                }
            }
        }

        return AggregateModel.None;
    }

    private static AggregateModel Parse(AggregateKind kind, AttributeData attribute) =>
        kind switch
        {
            AggregateKind.MinBy or AggregateKind.MaxBy => new AggregateModel(kind, Symbols.Text(attribute, 0), Symbols.Text(attribute, 1)),
            AggregateKind.Aggregate => new AggregateModel(kind, Symbols.Text(attribute, 1), User: ParseUser(attribute)),
            _ => new AggregateModel(kind, Symbols.FirstText(attribute)),
        };

    private static UserAggregateModel? ParseUser(AttributeData attribute)
    {
        if (attribute.ConstructorArguments.Length == 0 || attribute.ConstructorArguments[0].Value is not INamedTypeSymbol { TypeKind: not TypeKind.Error } type)
        {
            return null;
        }

        var contract = type.TypeKind == TypeKind.Struct
            ? type.AllInterfaces.FirstOrDefault(candidate => Symbols.IsOurs(candidate, "IAggregate", 3) && SymbolEqualityComparer.Default.Equals(candidate.TypeArguments[0], type))
            : null;
        return new UserAggregateModel(Symbols.FullName(type), Symbols.DisplayName(type), NameOf(contract?.TypeArguments[1]), NameOf(contract?.TypeArguments[2]));
    }

    // The name of a nullable value type already has its question mark.
    private static string? NameOf(ITypeSymbol? type) =>
        type is null ? null : Symbols.FullName(type) + (type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } ? "?" : "");
}
