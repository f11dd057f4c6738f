using System.Linq;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>Finds members that have no value after generated code has created an object.</summary>
internal static class UnsetMembers
{
    /// <summary>Required members of a record that are not columns.</summary>
    public static IEnumerable<UnsetMember> OfRecord(INamedTypeSymbol type, IMethodSymbol? constructor, IReadOnlyList<ISymbol> declared, IReadOnlyList<RecordMember> columns) =>
        SetsRequired(constructor) ? [] : Required(type, declared).Where(member => columns.All(column => column.Name != member.Name));

    /// <summary>Required members of a pipeline, and of its base classes, that are not inputs.</summary>
    public static IEnumerable<UnsetMember> OfPipeline(INamedTypeSymbol type, IMethodSymbol? constructor, IReadOnlyList<ISymbol> declared, IReadOnlyList<InputModel> inputs)
    {
        if (SetsRequired(constructor))
        {
            return [];
        }

        var inherited = new List<UnsetMember>();
        for (var parent = type.BaseType; parent is { TypeKind: TypeKind.Class }; parent = parent.BaseType)
        {
            inherited.AddRange(Required(parent, []));
        }

        return Required(type, declared).Concat(inherited).Where(member => inputs.All(input => input.Name != member.Name));
    }

    /// <summary>
    /// Fields and properties that must not be null, but are still null at the end of the generated constructor: the compiler would warn there, where the user cannot act on it.
    /// </summary>
    public static IEnumerable<UnsetMember> Null(INamedTypeSymbol type, IReadOnlyList<ISymbol> declared) =>
        type.GetMembers()
            .Where(member => !member.IsStatic && !Symbols.IsGenerated(member))
            .Select(static member => member switch
            {
                IFieldSymbol { AssociatedSymbol: IPropertySymbol property } field => (Symbol: (ISymbol?)property, field.Type, property.IsRequired),
                IFieldSymbol { IsImplicitlyDeclared: false, IsConst: false } field => (field, field.Type, field.IsRequired),
                IEventSymbol { IsAbstract: false } raised when IsFieldLike(raised) => (raised, raised.Type, false),
                _ => (null, null!, false),
            })
            .Where(static found => found is { Symbol: not null, IsRequired: false, Type: { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated, TypeKind: not TypeKind.Error } })
            .Where(static found => !HasValue(found.Symbol!))
            .Select(found => Of(found.Symbol!, declared));

    private static bool SetsRequired(IMethodSymbol? constructor) =>
        constructor?.GetAttributes().Any(static attribute => Symbols.Is(attribute.AttributeClass, "System.Diagnostics.CodeAnalysis", "SetsRequiredMembersAttribute")) == true;

    private static IEnumerable<UnsetMember> Required(INamedTypeSymbol type, IReadOnlyList<ISymbol> declared) =>
        type.GetMembers()
            .Where(static member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true, IsImplicitlyDeclared: false })
            .Select(member => Of(member, declared));

    private static UnsetMember Of(ISymbol member, IReadOnlyList<ISymbol> declared)
    {
        for (var i = 0; i < declared.Count; i++)
        {
            if (SymbolEqualityComparer.Default.Equals(declared[i], member))
            {
                return new UnsetMember(i, member.Name);
            }
        }

        return new UnsetMember(-1, member.Name);
    }

    private static bool HasValue(ISymbol member) =>
        member.GetAttributes().Any(static attribute => attribute.AttributeClass is { Name: "MaybeNullAttribute" or "AllowNullAttribute" })
        || member.DeclaringSyntaxReferences.Any(static part => part.GetSyntax() switch
        {
            VariableDeclaratorSyntax { Initializer: not null } => true,
            PropertyDeclarationSyntax { Initializer: not null } => true,

            // Only the compiler can check what accessors do with the field.
            PropertyDeclarationSyntax property => property.AccessorList?.Accessors.Any(static accessor => accessor.Body is not null || accessor.ExpressionBody is not null) == true,
            _ => false,
        });

    private static bool IsFieldLike(IEventSymbol raised) => raised.DeclaringSyntaxReferences.Any(static part => part.GetSyntax() is VariableDeclaratorSyntax);
}
