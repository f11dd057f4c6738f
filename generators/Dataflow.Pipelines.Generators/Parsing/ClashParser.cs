using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataflow.Pipelines.Generators.Parsing;

/// <summary>Tells whether a short name in generated code could mean a type or a member of the user's instead.</summary>
internal static class ClashParser
{
    private static readonly (string Name, int Arity)[] Written =
    [
        ("IRecord", 1), ("RecordSchema", 0), ("ColumnType", 0), ("ColumnValue", 0), ("IColumnWriter", 0), ("JsonDecoder", 0), ("JsonRead", 0),
        ("JsonReason", 0), ("JsonWrite", 0), ("JsonException", 0), ("Utf8JsonReader", 0), ("Utf8JsonWriter", 0), ("JsonTokenType", 0),
        ("IPipeline", 1), ("PipelineDescriptor", 0), ("NodeDescriptor", 0), ("EdgeDescriptor", 0), ("InputDescriptor", 0), ("TriggerDescriptor", 0),
        ("HealthDescriptor", 0), ("NodeKind", 0), ("StartMode", 0), ("Severity", 0), ("WhenFull", 0), ("InputValues", 0), ("InputException", 0),
        ("JobBuilder", 0), ("LaneContext", 0), ("NodeCounters", 0), ("EdgeBuffer", 0), ("Output", 1), ("SourceBlock", 1), ("ChainBlock", 1),
        ("SinkBlock", 1), ("DeduplicateBlock", 1), ("TumblingWindowBlock", 3), ("TumblingWindows", 0), ("DistinctSet", 0), ("IWindowAccumulator", 2),
        ("IKeySelector", 1), ("Fingerprint", 0), ("SourceMessage", 0), ("RecordBatch", 1), ("DeadLetter", 0), ("Stream", 1), ("Moment", 0),
        ("WatermarkPolicy", 0), ("Exception", 0), ("InvalidOperationException", 0), ("ReadOnlySpan", 1), ("TimeSpan", 0), ("DateTimeOffset", 0),
        ("DateTime", 0), ("DateOnly", 0), ("TimeOnly", 0), ("Guid", 0), ("Int128", 0), ("UInt128", 0), ("ReadOnlyMemory", 1), ("IServiceProvider", 0),
        ("NotNullWhen", 0), ("NotNullWhenAttribute", 0), ("SetsRequiredMembers", 0), ("SetsRequiredMembersAttribute", 0), ("BinaryWriter", 0),
        ("BinaryReader", 0), ("BitConverter", 0),
    ];

    public static bool HasClashes(INamedTypeSymbol type, TypeDeclarationSyntax declaration, SemanticModel semantics, CancellationToken cancellation)
    {
        var position = declaration.OpenBraceToken.IsMissing || declaration.OpenBraceToken.Span.IsEmpty ? declaration.Identifier.SpanStart : declaration.OpenBraceToken.Span.End;
        foreach (var (name, arity) in Written)
        {
            cancellation.ThrowIfCancellationRequested();
            if (type.GetMembers(name).Any(member => !Symbols.IsGenerated(member))
                || semantics.LookupNamespacesAndTypes(position, name: name).Any(found => IsOther(found, arity)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOther(ISymbol found, int arity) =>
        found is not INamedTypeSymbol type
        || (type.Arity == arity && !IsIn(type, "System") && !(type.ContainingType is null && IsIn(type, Vocabulary.Namespace)));

    private static bool IsIn(INamedTypeSymbol type, string ns)
    {
        var name = type.ContainingNamespace.ToDisplayString();
        return name == ns || name.StartsWith(ns + ".", StringComparison.Ordinal);
    }
}
