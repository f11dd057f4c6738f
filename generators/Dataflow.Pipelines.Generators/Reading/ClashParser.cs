using System.Collections.Concurrent;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataflow.Pipelines.Generators.Reading;

/// <summary>Determines whether a name in generated code could refer to a type or a member of the user instead.</summary>
internal static class ClashParser
{
    // The types that generated code names without their namespaces where it can. A type that is not in the list is always written with its namespace.
    private static readonly (string Name, int Arity)[] Written =
    [
        ("IRecord", 1), ("RecordSchema", 0), ("ColumnType", 0), ("ColumnValue", 0), ("IColumnWriter", 0), ("IFieldReader", 0), ("IFieldWriter", 0), ("JsonDecoder", 0), ("JsonScanner", 0),
        ("JsonReason", 0), ("JsonWrite", 0), ("Utf8JsonWriter", 0),
        ("IPipeline", 1), ("PipelineDescriptor", 0), ("NodeDescriptor", 0), ("EdgeDescriptor", 0), ("InputDescriptor", 0), ("TriggerDescriptor", 0),
        ("HealthDescriptor", 0), ("NodeKind", 0), ("StartMode", 0), ("Severity", 0), ("WhenFull", 0), ("InputValues", 0), ("InputException", 0),
        ("JobBuilder", 0), ("LaneContext", 0), ("NodeCounters", 0), ("EdgeBuffer", 0), ("Output", 1), ("MessageSourceBlock", 2), ("RecordSourceBlock", 1), ("ChainBlock", 1),
        ("SinkBlock", 1), ("DeduplicateBlock", 1), ("TumblingWindowBlock", 3), ("TumblingWindows", 0), ("DistinctSet", 0), ("IWindowAccumulator", 3),
        ("SlidingWindowBlock", 3), ("SlidingWindows", 0), ("SessionWindowBlock", 3), ("SessionWindows", 0), ("CountWindowBlock", 3), ("RunningVariance", 0),
        ("JsonFormat", 1), ("CsvFormat", 1), ("TextFormat", 1), ("BytesFormat", 1), ("IKeySelector", 1), ("KeyHash", 0), ("SourceMessage", 0), ("RecordBatch", 1), ("DeadLetter", 0), ("Stream", 1), ("Moment", 0),
        ("WatermarkPolicy", 0), ("Exception", 0), ("InvalidOperationException", 0), ("ReadOnlySpan", 1), ("TimeSpan", 0), ("DateTimeOffset", 0),
        ("DateTime", 0), ("DateOnly", 0), ("TimeOnly", 0), ("Guid", 0), ("Int128", 0), ("UInt128", 0), ("ReadOnlyMemory", 1), ("MemoryExtensions", 0), ("IServiceProvider", 0),
        ("NotNullWhen", 0), ("NotNullWhenAttribute", 0), ("SetsRequiredMembers", 0), ("SetsRequiredMembersAttribute", 0), ("BinaryWriter", 0),
        ("BinaryReader", 0), ("BitConverter", 0),
        ("KeyedBlock", 1), ("KeyedState", 1), ("TimerQueue", 0), ("TtlPolicy", 0), ("StateRefresh", 0), ("StateClock", 0), ("IStateCodec", 1),
        ("StateField", 0), ("StateFields", 0), ("IReadOnlyList", 1),
        ("AsyncBlock", 3), ("AsyncOptions", 0), ("Answer", 1), ("ValueTask", 1), ("CancellationToken", 0), ("IRecordCodec", 1), ("NestedRecord", 0),
        ("NumberOrder", 0), ("CheckedSum", 0), ("IJoin", 3), ("JoinKind", 0), ("JoinInterval", 0), ("IntervalJoinBlock", 6), ("WindowJoinBlock", 6),
        ("PipelineServices", 0), ("InputDuration", 0),
        ("IControlledPipeline", 1), ("ControlGraph", 0), ("ControlNode", 0), ("ControlNodeKind", 0), ("ControlEvent", 0), ("Trigger", 0), ("Disjunct", 0), ("AlertTrigger", 0),
        ("TriggerScope", 0), ("NodeOutputs", 0), ("NodeAttempt", 0), ("OutputJson", 0), ("CatchUp", 0), ("ProcessTask", 0), ("ProcessTask", 1), ("ProcessCommand", 0), ("ProcessNode", 0),
        ("SqlTask", 0), ("SqlTask", 1), ("SqlStatement", 0), ("SqlHole", 0), ("SqlNode", 0), ("SqlFile", 0), ("TableName", 0), ("TableNames", 0), ("Dictionary", 2),
        ("Approval", 0), ("Approval", 1), ("ApprovalSettings", 0), ("ApprovalOutcome", 0), ("ApprovalOutcome", 1), ("ApprovalForm", 0), ("ApprovalTimeout", 0), ("StreamGraph", 0), ("NodeHealthCheck", 0),
    ];

    private static readonly HashSet<string> WrittenNames = new(Written.Select(written => written.Name), StringComparer.Ordinal);

    // Only a type of this name replaces the keyword in declarations of variables.
    private static readonly (string Name, int Arity)[] Words = [("var", 0)];

    // Results for each compilation, cached for its lifetime: it has many types, but few namespaces.
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<string, bool>> Known = new();

    /// <summary>Whether generated code names the type without its namespace where nothing hides it.</summary>
    public static bool IsWritten(string name) => WrittenNames.Contains(name);

    /// <summary>Whether a short name in the generated part of a type could refer to a symbol of the user.</summary>
    public static bool HasClashes(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        IsAnyVisible(Written, type, compilation, cancellation);

    /// <summary>Whether a user type hides the keyword <c>var</c> in the generated part of a type.</summary>
    public static bool HidesVar(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        IsAnyVisible(Words, type, compilation, cancellation);

    private static bool IsAnyVisible((string Name, int Arity)[] names, INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.TypeParameters.Any(parameter => names.Any(written => written.Name == parameter.Name)) || IsMember(names, outer))
            {
                return true;
            }
        }

        var known = Known.GetValue(compilation, _ => new ConcurrentDictionary<string, bool>(StringComparer.Ordinal));
        return known.GetOrAdd(names[0].Name + " global using", _ => IsImported(names, compilation, cancellation)) || IsAround(names, type.ContainingNamespace, compilation, known);
    }

    // A member of a base class takes precedence over names outside the class.
    private static bool IsMember((string Name, int Arity)[] names, INamedTypeSymbol type)
    {
        for (var parent = type; parent is not null; parent = parent.BaseType)
        {
            if (names.Any(written => parent.GetMembers(written.Name).Any(member => (names != Words || member is INamedTypeSymbol) && !Symbols.IsGenerated(member))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAround((string Name, int Arity)[] names, INamespaceSymbol? ns, Compilation compilation, ConcurrentDictionary<string, bool> known) =>
        ns is not null
        && (known.GetOrAdd(names[0].Name + " " + ns.ToDisplayString(), _ => IsIn(names, compilation.GetCompilationNamespace(ns))) || IsAround(names, ns.ContainingNamespace, compilation, known));

    private static bool IsImported((string Name, int Arity)[] names, Compilation compilation, CancellationToken cancellation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (tree.GetRoot(cancellation) is not CompilationUnitSyntax unit)
            {
                continue;
            }

            foreach (var directive in unit.Usings)
            {
                if (directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword) && IsImported(names, directive, compilation, cancellation))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsImported((string Name, int Arity)[] names, UsingDirectiveSyntax directive, Compilation compilation, CancellationToken cancellation) =>
        directive.Alias is { Name.Identifier.ValueText: var alias } ? names.Any(written => written.Name == alias)
        : directive.Name is not { } name ? false
        : directive.StaticKeyword.IsKind(SyntaxKind.None) ? IsIn(names, FindNamespace(name.ToString(), compilation))
        : compilation.GetSemanticModel(directive.SyntaxTree).GetSymbolInfo(name, cancellation).Symbol is INamedTypeSymbol type && IsMember(names, type);

    // Types of this library or of the framework are the intended ones; but users may also declare types in these namespaces.
    private static bool IsIn((string Name, int Arity)[] names, INamespaceSymbol? ns)
    {
        if (ns is null)
        {
            return false;
        }

        var isTheirs = !IsIn(ns, "System") && !IsIn(ns, Vocabulary.Namespace);
        return names.Any(written => ns.GetMembers(written.Name).Any(found => (names != Words || found is INamedTypeSymbol) && IsOther(found, written.Arity) && (isTheirs || found.Locations.Any(static location => location.IsInSource))));
    }

    private static INamespaceSymbol? FindNamespace(string name, Compilation compilation)
    {
        var found = compilation.GlobalNamespace;
        foreach (var part in name.Substring(name.IndexOf("::", StringComparison.Ordinal) is var alias and >= 0 ? alias + 2 : 0).Split('.'))
        {
            found = found?.GetNamespaceMembers().FirstOrDefault(inner => inner.Name == part.Trim().TrimStart('@'));
        }

        return found;
    }

    // A type with the same name and another number of type parameters does not clash; a namespace does.
    private static bool IsOther(INamespaceOrTypeSymbol found, int arity) => found is not INamedTypeSymbol type || type.Arity == arity;

    private static bool IsIn(INamespaceSymbol ns, string name)
    {
        var full = ns.ToDisplayString();
        return full == name || full.StartsWith(name + ".", StringComparison.Ordinal);
    }
}
