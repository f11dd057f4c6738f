using System.Linq;
using Dataflow.Pipelines.Generators.Features;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Triggers;
using Dataflow.Pipelines.Generators.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataflow.Pipelines.Generators.Nodes;

/// <summary>Reads a member that is a node.</summary>
internal static class NodeParser
{
    private static readonly TriggerKind[] TriggerKinds = (TriggerKind[])Enum.GetValues(typeof(TriggerKind));

    /// <summary>The node, or null where no attribute makes the member a node. The structs in its signature are added to the set.</summary>
    public static NodeModel? Parse(ISymbol symbol, int member, HashSet<INamedTypeSymbol> structs)
    {
        var attributes = symbol.GetAttributes()
            .Where(attribute => attribute.AttributeClass is { } type && Symbols.IsOurs(type, type.Name))
            .Select(attribute => attribute.AttributeClass!.Name.Substring(0, Math.Max(0, attribute.AttributeClass.Name.Length - "Attribute".Length)))
            .ToEquatableArray();
        var features = NodeFeatures.Of(attributes).ToList();
        if (features.Count == 0 || symbol is not (IMethodSymbol or IPropertySymbol))
        {
            return null;
        }

        var feature = features[0];
        var reader = AttributeReader.Find(symbol, member, feature.Attribute)!;
        var ownId = AttributeReader.Find(symbol, member, "Node")?.Text();
        var declaredType = symbol is IPropertySymbol property ? property.Type : ((IMethodSymbol)symbol).ReturnType;
        var carried = feature.ParseCarried(declaredType);
        var part = feature.Parse(symbol, member, reader);
        AddStructs(symbol, carried, structs);
        return new NodeModel(member, symbol.Name, ownId is { Text.Length: > 0 } ? ownId.Text : SnakeCase.Of(symbol.Name), feature, ShapeOf(symbol), TypeModels.Of(declaredType))
        {
            Part = part,
            OwnId = ownId,
            OtherFeature = features.Count > 1 ? features[1] : null,
            Modifiers = ModifiersOf(symbol),
            IsStatic = symbol.IsStatic,
            Output = OutputOf(part, carried is null ? null : TypeModels.Of(carried)),
            Inputs = feature.ParseInputs(reader).ToEquatableArray(),
            Keys = AttributeReader.Find(symbol, member, "KeyBy")?.Texts().ToEquatableArray(),
            Buffer = AttributeReader.Find(symbol, member, "Buffer") is { } buffer ? new BufferModel(buffer.FirstNumber(8), buffer.Choice("WhenFull", "Wait")) : null,
            Parallelism = reader.Number("Parallelism"),
            Triggers = TriggerKinds.Select(trigger => ParseTrigger(symbol, member, trigger)).OfType<TriggerModel>().ToEquatableArray(),
            Health = AttributeReader.Find(symbol, member, "HealthCheck") is { } health ? new HealthModel(health.TryText("Interval"), health.TryText("Endpoint")) : null,
            Attributes = attributes,
            Oddity = MemberOddity.Of(symbol) ?? (feature.Shape == MemberShape.Property ? MemberOddity.OfConnector(symbol) : null),
            Partial = ParsePartial(symbol),
        };
    }

    private static TypeModel? OutputOf(NodePart? part, TypeModel? carried) => part is null ? carried : part.Output(carried);

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

    private static TriggerModel? ParseTrigger(ISymbol symbol, int member, TriggerKind kind) =>
        AttributeReader.Find(symbol, member, kind.ToString()) is { } reader
            ? new TriggerModel(
                kind, reader.Text(), reader.Choice("Mode", "OncePerRun"), reader.TryText("Channel")?.Text, reader.Choice("Severity", "Warning"), reader.TryText("Message"), reader.TryText("RepeatEvery"))
            : null;

    private static MemberShape ShapeOf(ISymbol symbol) =>
        symbol is IMethodSymbol ? MemberShape.Method
        : symbol.DeclaringSyntaxReferences.Any(part => part.GetSyntax() is PropertyDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            ? MemberShape.PartialProperty
            : MemberShape.Property;

    // Read from the declaration, not from the symbol: the other part must repeat the modifiers word for word.
    private static string ModifiersOf(ISymbol symbol) =>
        symbol is IPropertySymbol && Declaration(symbol) is { } declaration
            ? string.Concat(declaration.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.PartialKeyword)).Select(modifier => modifier.ValueText + " "))
            : "";

    private static void AddStructs(ISymbol symbol, ITypeSymbol? carried, HashSet<INamedTypeSymbol> structs)
    {
        var types = symbol is IMethodSymbol method
            ? method.Parameters.Select(parameter => parameter.Type).Concat([method.ReturnType]).SelectMany(WithArgument)
            : [carried];
        structs.UnionWith(types.OfType<INamedTypeSymbol>().Where(type => type.TypeKind == TypeKind.Struct));
    }

    private static IEnumerable<ITypeSymbol?> WithArgument(ITypeSymbol type) =>
        type is INamedTypeSymbol { Arity: 1 } generic ? WithArgument(generic.TypeArguments[0]).Prepend(type) : [type];
}
