using System;
using System.Collections.Generic;
using System.Linq;
using Dataflow.Pipelines.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataflow.Pipelines.Generators.Parsing;

/// <summary>Reads a member that is a node.</summary>
internal static class NodeParser
{
    private static readonly NodeKind[] Kinds = (NodeKind[])Enum.GetValues(typeof(NodeKind));
    private static readonly TriggerKind[] TriggerKinds = (TriggerKind[])Enum.GetValues(typeof(TriggerKind));

    /// <summary>The node, or none where no attribute makes the member one. Structs that it carries are added to the set.</summary>
    public static NodeModel? Parse(ISymbol symbol, int member, HashSet<INamedTypeSymbol> structs)
    {
        var attributes = symbol.GetAttributes()
            .Where(attribute => attribute.AttributeClass is { } type && Symbols.IsOurs(type, type.Name))
            .Select(attribute => attribute.AttributeClass!.Name.Substring(0, Math.Max(0, attribute.AttributeClass.Name.Length - "Attribute".Length)))
            .ToEquatableArray();
        var kinds = Kinds.Where(candidate => attributes.Contains(candidate.ToString())).ToList();
        if (kinds.Count == 0 || symbol is not (IMethodSymbol or IPropertySymbol))
        {
            return null;
        }

        var kind = kinds[0];
        var reader = AttributeReader.Find(symbol, member, kind.ToString())!;
        var ownId = AttributeReader.Find(symbol, member, "Node")?.Text();
        var join = kind == NodeKind.Join && symbol is IMethodSymbol pairing ? JoinParser.Parse(pairing, reader) : null;
        var signature = symbol is IMethodSymbol method && join is null ? OperatorParser.Parse(method, reader.Choice("OnError", "Fail")) : null;
        var declaredType = symbol is IPropertySymbol property ? property.Type : ((IMethodSymbol)symbol).ReturnType;
        AddStructs(symbol, kind, structs);
        return new NodeModel(
            member,
            symbol.Name,
            ownId is { Text.Length: > 0 } ? ownId.Text : SnakeCase.Of(symbol.Name),
            ownId,
            kind,
            kinds.Count > 1 ? kinds[1] : null,
            ShapeOf(symbol),
            ModifiersOf(symbol),
            symbol.IsStatic,
            TypeModels.Of(declaredType),
            join is not null ? join.Returns : signature is not null ? OperatorParser.Output(signature) : CarriedType(declaredType, kind) is { } carried ? TypeModels.Of(carried) : null,
            ParseInputs(kind, reader).ToEquatableArray(),
            signature,
            AttributeReader.Find(symbol, member, "KeyBy")?.Texts().ToEquatableArray(),
            ParseWatermark(AttributeReader.Find(symbol, member, "Watermark")),
            kind == NodeKind.Deduplicate ? reader.Text("Within") : null,
            kind == NodeKind.Window ? WindowParser.Parse(reader) : null,
            AttributeReader.Find(symbol, member, "RollOn")?.Text(),
            AttributeReader.Find(symbol, member, "Buffer") is { } buffer ? new BufferModel(buffer.FirstNumber(8), buffer.Choice("WhenFull", "Wait")) : null,
            reader.Number("Parallelism"),
            TriggerKinds.Select(trigger => ParseTrigger(symbol, member, trigger)).OfType<TriggerModel>().ToEquatableArray(),
            AttributeReader.Find(symbol, member, "HealthCheck") is { } health ? new HealthModel(health.TryText("Interval"), health.TryText("Endpoint")?.Text) : null,
            attributes)
        {
            Keyed = KeyedParser.Parse(symbol, member, signature),
            Async = AsyncParser.Parse(symbol, member),
            Join = join,
            Source = kind == NodeKind.Source ? SourceParser.Parse(declaredType) : null,
            WholeFormat = kind is NodeKind.Source or NodeKind.Sink ? FormatParser.FindWhole(declaredType) : null,
            Oddity = MemberOddity.Of(symbol) ?? (kind is NodeKind.Source or NodeKind.Sink ? MemberOddity.OfConnector(symbol) : null),
            Partial = ParsePartial(symbol),
        };
    }

    private static PartialProperty? ParsePartial(ISymbol symbol)
    {
        if (symbol is not IPropertySymbol property || Declaration(symbol) is not { } declaration || !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return null;
        }

        var accessors = declaration.AccessorList?.Accessors ?? [];
        var reference = property.ReturnsByRefReadonly ? "ref readonly " : property.ReturnsByRef ? "ref " : "";
        return new PartialProperty(
            reference + Symbols.FullNameAsDeclared(property.Type),
            accessors.Select(accessor => string.Concat(accessor.Modifiers.Select(modifier => modifier.ValueText + " ")) + accessor.Keyword.ValueText).ToEquatableArray(),
            declaration.ExpressionBody is not null
                || declaration.Modifiers.Any(SyntaxKind.ExternKeyword)
                || accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null)
                || (property.PartialImplementationPart is { } other && !Symbols.IsGenerated(other)));
    }

    private static PropertyDeclarationSyntax? Declaration(ISymbol symbol) => symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as PropertyDeclarationSyntax;

    /// <summary>The record type that a property's type says it carries: of a stream, or of the interface of a connector.</summary>
    private static ITypeSymbol? CarriedType(ITypeSymbol type, NodeKind kind)
    {
        if (kind is not (NodeKind.Source or NodeKind.Sink))
        {
            return Symbols.IsOurs(type, "Stream", 1) ? ((INamedTypeSymbol)type).TypeArguments[0] : null;
        }

        var name = kind == NodeKind.Source ? "ISource" : "ISink";
        var connector = type.AllInterfaces.Concat(type is INamedTypeSymbol self ? [self] : []).FirstOrDefault(candidate => Symbols.Is(candidate, Vocabulary.Connectors, name, 1));
        return connector?.TypeArguments[0];
    }

    private static IEnumerable<TextModel> ParseInputs(NodeKind kind, AttributeReader reader) =>
        kind switch
        {
            NodeKind.Source => [],
            NodeKind.Union => reader.Texts(),
            NodeKind.Join => [reader.Text("Left"), reader.Text("Right")],
            NodeKind.Rejected => reader.TryText("From") is { } from ? reader.Texts().Concat([from]) : reader.Texts(),
            _ => [reader.Text("From")],
        };

    private static WatermarkModel? ParseWatermark(AttributeReader? reader) =>
        reader is null ? null : new WatermarkModel(reader.Text(), reader.TryText("MaxOutOfOrderness"), reader.TryText("IdleTimeout"), reader.TryText("MaxAhead"), reader.TryText("MaxDrift"));

    private static TriggerModel? ParseTrigger(ISymbol symbol, int member, TriggerKind kind) =>
        AttributeReader.Find(symbol, member, kind.ToString()) is { } reader
            ? new TriggerModel(kind, reader.Text(), reader.Choice("Mode", "OncePerRun"), reader.TryText("Channel")?.Text, reader.Choice("Severity", "Warning"), reader.TryText("Message"))
            : null;

    private static MemberShape ShapeOf(ISymbol symbol) =>
        symbol is IMethodSymbol ? MemberShape.Method
        : symbol.DeclaringSyntaxReferences.Any(part => part.GetSyntax() is PropertyDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            ? MemberShape.PartialProperty
            : MemberShape.Property;

    // The declaration is read and not the symbol: the other part must repeat its modifiers word for word.
    private static string ModifiersOf(ISymbol symbol) =>
        symbol is IPropertySymbol && Declaration(symbol) is { } declaration
            ? string.Concat(declaration.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.PartialKeyword)).Select(modifier => modifier.ValueText + " "))
            : "";

    private static void AddStructs(ISymbol symbol, NodeKind kind, HashSet<INamedTypeSymbol> structs)
    {
        var types = symbol is IMethodSymbol method
            ? method.Parameters.Select(parameter => parameter.Type).Concat([method.ReturnType]).SelectMany(WithArgument)
            : [CarriedType(((IPropertySymbol)symbol).Type, kind)];
        structs.UnionWith(types.OfType<INamedTypeSymbol>().Where(type => type.TypeKind == TypeKind.Struct));
    }

    private static IEnumerable<ITypeSymbol?> WithArgument(ITypeSymbol type) =>
        type is INamedTypeSymbol { Arity: 1 } generic ? WithArgument(generic.TypeArguments[0]).Prepend(type) : [type];
}
