using System.Linq;
using Dataflow.Pipelines.Generators.Features.Keyed;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Records;
using Dataflow.Pipelines.Generators.Restarts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>Reads a pipeline class: its attribute, its members and the records that they carry, but no method bodies.</summary>
internal static class PipelineParser
{
    public static PipelineModel Parse(INamedTypeSymbol type)
    {
        var members = Symbols.DeclaredMembers(type);
        var inputs = new List<InputModel>();
        var nodes = new List<NodeModel>();
        var others = new List<string>();
        var timers = new List<TimerModel>();
        var structs = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        for (var i = 0; i < members.Count; i++)
        {
            if (KeyedParser.ParseTimer(members[i], i) is { } timer)
            {
                timers.Add(timer);
            }

            if (NodeParser.Parse(members[i], i, structs) is { } node)
            {
                nodes.Add(node);
            }
            else if (InputParser.Parse(members[i], i) is { } input)
            {
                inputs.Add(input);
            }
            else
            {
                others.Add(members[i].Name);
            }
        }

        var reader = AttributeReader.Find(type, -1, "Pipeline")!;
        var constructor = FindConstructor(type);
        return new PipelineModel(
            TypeParser.Parse(type),
            Symbols.DisplayName(type),
            reader.Text(),
            reader.TryText("Namespace")?.Text,
            reader.TryText("Version")?.Text ?? "1.0.0",
            reader.TryText("Title")?.Text,
            reader.TryText("Description")?.Text,
            reader.TryText("TimeZone"),
            reader.Number("Parallelism"),
            reader.TryText("CheckpointInterval"),
            type.IsAbstract || type.IsStatic,
            constructor is not null,
            constructor is not null && IsPrimary(constructor),
            (constructor?.Parameters ?? []).Select(ServiceParser.Parse).ToEquatableArray(),
            inputs.ToEquatableArray(),
            nodes.ToEquatableArray(),
            WithNested(structs, nodes.Exists(static node => node.Feature.IsRunBound)).Where(IsRecord).Select(RecordParser.Parse).OrderBy(record => record.Type.FullName, StringComparer.Ordinal).ToEquatableArray(),
            type.GetAttributes()
                .Where(attribute => Symbols.IsOurs(attribute.AttributeClass, "ExternalEventAttribute"))
                .Select(Symbols.FirstText)
                .OfType<string>()
                .ToEquatableArray(),
            others.Where(name => name.Length > 0 && name[0] != '.').ToEquatableArray())
        {
            Restart = RestartParser.Parse(type),
            Pools = type.GetAttributes()
                .Where(static attribute => Symbols.IsOurs(attribute.AttributeClass, "PoolAttribute") && attribute.ConstructorArguments.Length == 2)
                .Select(static attribute => new PoolModel(Symbols.FirstText(attribute) ?? "", attribute.ConstructorArguments[1].Value as int? ?? 0))
                .ToEquatableArray(),
            Databases = members.OfType<IPropertySymbol>()
                .Where(static property => property is { IsIndexer: false, GetMethod: not null } && Symbols.Is(property.Type, Vocabulary.Control, Vocabulary.Database))
                .Select(static property => new DatabaseModel(property.Name, property.IsStatic))
                .ToEquatableArray(),
            CatchUp = reader.Choice("CatchUp", "") is { Length: > 0 } catchUp ? catchUp : null,
            MaxActiveRuns = reader.TryNumber("MaxActiveRuns"),
            Timers = timers.ToEquatableArray(),
            InheritedMembers = InheritedMembers(type).ToEquatableArray(),
            Unset = UnsetMembers.OfPipeline(type, constructor, members, inputs).ToEquatableArray(),
            Null = constructor is null && inputs.Count > 0 ? UnsetMembers.Null(type, members).ToEquatableArray() : EquatableArray<UnsetMember>.Empty,
            Unmarked = structs.Where(IsUnmarked).Select(RecordParser.Parse).OrderBy(record => record.Type.FullName, StringComparer.Ordinal).ToEquatableArray(),
            IsStatic = type.IsStatic,
            BaseNeedsArguments = constructor is null && type.BaseType is { } parent
                && parent.InstanceConstructors.All(static other => other.DeclaredAccessibility == Accessibility.Private || other.Parameters.Any(static parameter => !parameter.IsOptional && !parameter.IsParams)),
            ConstructorMember = constructor is null || IsPrimary(constructor) ? -1 : members.TakeWhile(member => !SymbolEqualityComparer.Default.Equals(member, constructor)).Count(),
        };
    }

    // Triggers and templates read members of members.
    private static HashSet<INamedTypeSymbol> WithNested(HashSet<INamedTypeSymbol> structs, bool isNeeded)
    {
        if (!isNeeded)
        {
            return structs;
        }

        var all = new HashSet<INamedTypeSymbol>(structs, SymbolEqualityComparer.Default);
        var open = new Stack<INamedTypeSymbol>(structs.Where(IsRecord));
        while (open.Count > 0)
        {
            foreach (var member in open.Pop().GetMembers().OfType<IPropertySymbol>())
            {
                var type = member.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : member.Type;
                if (type is INamedTypeSymbol { TypeKind: TypeKind.Struct } nested && IsRecord(nested) && all.Add(nested))
                {
                    open.Push(nested);
                }
            }
        }

        return all;
    }

    private static bool IsRecord(INamedTypeSymbol type) => Symbols.FindAttribute(type, "Record") is not null;

    // A stub can be written for a partial struct that is not generic.
    private static bool IsUnmarked(INamedTypeSymbol type) =>
        !IsRecord(type) && !type.DeclaringSyntaxReferences.IsEmpty && type is { IsGenericType: false, IsRefLikeType: false }
        && TypeParser.Parse(type) is { IsPartial: true, IsFileLocal: false }
        && !type.AllInterfaces.Any(static contract => Symbols.IsOurs(contract, "IRecord", 1));

    private static SortedSet<string> InheritedMembers(INamedTypeSymbol type)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        for (var parent = type.BaseType; parent is { SpecialType: not SpecialType.System_Object }; parent = parent.BaseType)
        {
            names.UnionWith(parent.MemberNames);
            names.UnionWith(parent.GetTypeMembers().Select(static member => member.Name));
        }

        return names;
    }

    // A primary constructor, or the one with the most parameters: it takes the services.
    private static IMethodSymbol? FindConstructor(INamedTypeSymbol type) =>
        type.InstanceConstructors
            .Where(constructor => !constructor.IsImplicitlyDeclared && !Symbols.IsGenerated(constructor))
            .OrderByDescending(IsPrimary)
            .ThenByDescending(constructor => constructor.Parameters.Length)
            .FirstOrDefault();

    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(part => part.GetSyntax() is TypeDeclarationSyntax);
}
