using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Nodes;

/// <summary>Finds members that cannot be read or called by their name, as generated code does with each node and input.</summary>
internal static class MemberOddity
{
    /// <summary>The kind of such a member, as in <c>an indexer</c>; null where its name can be used.</summary>
    public static string? Of(ISymbol symbol) =>
        symbol switch
        {
            IPropertySymbol { IsIndexer: true } => "an indexer",
            IPropertySymbol { IsVirtual: true, ContainingType.IsSealed: true } => "virtual in a sealed class",
            IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: false } or IMethodSymbol { ExplicitInterfaceImplementations.IsEmpty: false } => "an explicit implementation of an interface",
            IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove } => "an accessor",
            IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.BuiltinOperator or MethodKind.Conversion } => "an operator of C#",
            IMethodSymbol { MethodKind: MethodKind.Destructor } => "a finalizer",
            _ when symbol.Name.IndexOf('.') >= 0 => "an explicit implementation of an interface",
            _ => null,
        };

    /// <summary>Why a connector cannot be read from the property.</summary>
    public static string? OfConnector(ISymbol symbol) =>
        symbol switch
        {
            IPropertySymbol { GetMethod: null } => "a property without a getter",
            IPropertySymbol { Type: { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } } => "a property that may be null",
            _ => null,
        };
}
