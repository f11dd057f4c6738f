using System.Linq;
using Dataflow.Pipelines.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Connectors;

/// <summary>Reads the format from the type of a connector's property, where the format has a requirement for the record.</summary>
internal static class FormatParser
{
    /// <summary>The name of a format whose messages are one value, found among the type arguments of the connector, its base classes and its interfaces.</summary>
    public static string? FindWhole(ITypeSymbol connector)
    {
        for (var type = connector as INamedTypeSymbol; type is not null; type = type.BaseType)
        {
            if (FindArgument(type) is { } found)
            {
                return found;
            }
        }

        return connector.AllInterfaces.Select(FindArgument).FirstOrDefault(static found => found is not null);
    }

    private static string? FindArgument(INamedTypeSymbol type) =>
        type.TypeArguments.FirstOrDefault(static argument => Symbols.IsOurs(argument, "TextFormat", 1) || Symbols.IsOurs(argument, "BytesFormat", 1))?.Name;
}
