using System.Linq;
using Dataflow.Pipelines.Generators.Features.Connectors;
using Dataflow.Pipelines.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Features.Sources;

/// <summary>Reads a source's property: the form from its type, event time from <c>[Watermark]</c>.</summary>
internal static class SourceParser
{
    public static SourceModel Parse(IPropertySymbol property, int member)
    {
        var type = property.Type;
        var interfaces = type.AllInterfaces.Concat(type is INamedTypeSymbol { TypeKind: TypeKind.Interface } self ? [self] : []).ToList();
        var forms = interfaces.Where(static one => Symbols.Is(one, Vocabulary.Connectors, "IRecordSource", 1) || Symbols.Is(one, Vocabulary.Connectors, "IMessageSource", 2)).ToList();
        return new SourceModel(
            forms.Count > 0 && forms[0].Arity == 2 ? TypeModels.Of(forms[0].TypeArguments[1]) : null,
            forms.Select(Symbols.DisplayName).ToEquatableArray(),
            AttributeReader.Find(property, member, "Watermark") is { } reader
                ? new WatermarkModel(reader.Text(), reader.TryText("MaxOutOfOrderness"), reader.TryText("IdleTimeout"), reader.TryText("MaxAhead"), reader.TryText("MaxDrift"))
                : null)
        {
            WholeFormat = FormatParser.FindWhole(type),
        };
    }
}
