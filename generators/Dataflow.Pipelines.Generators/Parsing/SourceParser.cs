using System.Linq;
using Dataflow.Pipelines.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Parsing;

/// <summary>Reads from the type of a source's property what the source has.</summary>
internal static class SourceParser
{
    public static SourceModel? Parse(ITypeSymbol type)
    {
        var interfaces = type.AllInterfaces.Concat(type is INamedTypeSymbol { TypeKind: TypeKind.Interface } self ? [self] : []).ToList();
        if (!interfaces.Any(static one => Symbols.Is(one, Vocabulary.Connectors, "ISource", 1)))
        {
            return null;
        }

        var forms = interfaces.Where(static one => Symbols.Is(one, Vocabulary.Connectors, "IRecordSource", 1) || Symbols.Is(one, Vocabulary.Connectors, "IMessageSource", 2)).ToList();
        return new SourceModel(
            forms.Count > 0 && forms[0].Arity == 2 ? TypeModels.Of(forms[0].TypeArguments[1]) : null,
            forms.Select(Symbols.DisplayName).ToEquatableArray());
    }
}
