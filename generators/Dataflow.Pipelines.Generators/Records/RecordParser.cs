using System.Linq;
using Dataflow.Pipelines.Generators.Features.Windows.Aggregates;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataflow.Pipelines.Generators.Records;

/// <summary>Reads a record type, of this compilation or of a referenced assembly.</summary>
internal static class RecordParser
{
    private static readonly MemberRole[] Roles = [MemberRole.RowCount, MemberRole.ResultTable, MemberRole.ResultFile, MemberRole.Approved];

    public static RecordModel Parse(INamedTypeSymbol type)
    {
        var declared = Symbols.DeclaredMembers(type);
        var constructor = FindConstructor(type);
        var parameters = constructor?.Parameters ?? [];
        var properties = type.GetMembers().OfType<IPropertySymbol>().Where(property => !property.IsStatic && !property.IsIndexer).ToList();

        var members = new List<RecordMember>();
        foreach (var parameter in parameters)
        {
            members.Add(ParseMember(members.Count, -1, properties.FirstOrDefault(property => property.Name == parameter.Name), parameter, parameter.Type, parameter.Name));
        }

        foreach (var property in properties)
        {
            if (IsColumn(property) && parameters.All(parameter => parameter.Name != property.Name))
            {
                members.Add(ParseMember(members.Count, IndexOf(declared, property), property, null, property.Type, property.Name));
            }
        }

        return new RecordModel(
            TypeParser.Parse(type),
            SnakeCase.Of(type.Name),
            Symbols.DisplayName(type),
            Symbols.FindAttribute(type, "Record") is not null,
            type is { IsRecord: true, TypeKind: TypeKind.Struct },
            type.IsReadOnly,
            members.ToEquatableArray(),
            TakenNames(type).ToEquatableArray())
        {
            IsRefLike = type.IsRefLikeType,
            Unset = UnsetMembers.OfRecord(type, constructor, declared, members).ToEquatableArray(),
        };
    }

    // Includes the name of the type, which no member may have.
    private static IEnumerable<string> TakenNames(INamedTypeSymbol type) =>
        type.GetMembers()
            .Where(member => member.CanBeReferencedByName && !Symbols.IsGenerated(member))
            .Select(member => member.Name)
            .Concat([type.Name])
            .Distinct()
            .OrderBy(name => name, StringComparer.Ordinal);

    /// <summary>The single member as which a value that is not a record is written.</summary>
    public static RecordMember ParseValue(ITypeSymbol type) => ParseMember(0, -1, null, null, type, "value");

    private static RecordMember ParseMember(int index, int ordinal, IPropertySymbol? property, IParameterSymbol? parameter, ITypeSymbol declaredType, string name)
    {
        var type = declaredType;
        var isNullable = type.NullableAnnotation == NullableAnnotation.Annotated;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
            isNullable = true;
        }

        // The compiler reports a parameter that is passed by reference, that has no name yet while the user types, or that has the name of a method of the record.
        var (codec, enumeration) = name.Length == 0 || parameter?.ContainingType.GetMembers(name).Any(static member => member is IMethodSymbol) == true || parameter is { RefKind: not (RefKind.None or RefKind.In) } ? (CodecKind.Unknown, null) : CodecParser.Parse(type);
        return new RecordMember(
            index,
            ordinal,
            name,
            JsonPath(property, parameter, name),
            Symbols.FullName(type),
            Symbols.DisplayName(declaredType),
            codec,
            isNullable,
            parameter is not null,
            parameter is { HasExplicitDefaultValue: true } ? Default(parameter, type, isNullable) : null,
            parameter is null && HasInitializer(property) && property is { IsRequired: false },
            enumeration,
            Digits(property, parameter),
            AggregateParser.Parse(property, parameter))
        {
            Role = Roles.FirstOrDefault(role => FindAttribute(property, parameter, role.ToString()) is not null),
        };
    }

    // 'null!': a default may be null where the type has no '?'.
    private static string Default(IParameterSymbol parameter, ITypeSymbol type, bool isNullable) =>
        Literals.Of(parameter.ExplicitDefaultValue, type, isNullable) is var text && text == "null" && !isNullable ? "null!" : text;

    // A computed property is not a column; neither is one without a public setter.
    private static bool IsColumn(IPropertySymbol property) =>
        property is { DeclaredAccessibility: Accessibility.Public, GetMethod: not null, SetMethod: { DeclaredAccessibility: Accessibility.Public } }
        && property.ExplicitInterfaceImplementations.IsEmpty;

    /// <summary>The primary constructor; for a referenced assembly, which has no syntax, the longest constructor whose parameters are all properties.</summary>
    private static IMethodSymbol? FindConstructor(INamedTypeSymbol type) =>
        type.InstanceConstructors.FirstOrDefault(constructor =>
            constructor.DeclaringSyntaxReferences.Any(part => part.GetSyntax() is TypeDeclarationSyntax))
        ?? (type.DeclaringSyntaxReferences.IsEmpty
            ? type.InstanceConstructors
                .Where(constructor => constructor.Parameters.All(parameter => type.GetMembers(parameter.Name).OfType<IPropertySymbol>().Any()))
                .OrderByDescending(constructor => constructor.Parameters.Length)
                .FirstOrDefault()
            : null);

    private static string[] SplitPath(string path) => path.Split(['.'], StringSplitOptions.RemoveEmptyEntries);

    private static EquatableArray<string> JsonPath(IPropertySymbol? property, IParameterSymbol? parameter, string name)
    {
        var attribute = FindAttribute(property, parameter, "JsonPath");
        var path = attribute is not null && Symbols.FirstText(attribute) is { } text ? SplitPath(text).ToEquatableArray() : EquatableArray<string>.Empty;
        return path.Count > 0 ? path : new EquatableArray<string>([SnakeCase.Of(name)]);
    }

    // The compiler reports arguments that are not numbers.
    private static DecimalModel Digits(IPropertySymbol? property, IParameterSymbol? parameter) =>
        FindAttribute(property, parameter, "Decimal") is { ConstructorArguments: { Length: 2 } given } && given[0].Value is int precision && given[1].Value is int scale
            ? new DecimalModel(precision, scale, IsDeclared: true)
            : DecimalModel.Default;

    private static AttributeData? FindAttribute(IPropertySymbol? property, IParameterSymbol? parameter, string name) =>
        (parameter is null ? null : Symbols.FindAttribute(parameter, name)) ?? (property is null ? null : Symbols.FindAttribute(property, name));

    private static bool HasInitializer(IPropertySymbol? property) =>
        property is not null && property.DeclaringSyntaxReferences.Any(part => part.GetSyntax() is PropertyDeclarationSyntax { Initializer: not null });

    private static int IndexOf(IReadOnlyList<ISymbol> declared, ISymbol member)
    {
        for (var i = 0; i < declared.Count; i++)
        {
            if (SymbolEqualityComparer.Default.Equals(declared[i], member))
            {
                return i;
            }
        }

        return -1;
    }
}
