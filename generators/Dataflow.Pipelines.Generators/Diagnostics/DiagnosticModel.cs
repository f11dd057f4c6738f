using System.Collections.Immutable;
using System.Linq;
using Dataflow.Pipelines.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.Generators.Diagnostics;

/// <summary>A fault in a model.</summary>
/// <param name="Descriptor">The rule.</param>
/// <param name="Anchor">Where.</param>
/// <param name="Arguments">The arguments of the message.</param>
/// <param name="Suggestion">The right text for exactly the underlined place, for a fix; empty where the argument should be removed.</param>
internal sealed record DiagnosticModel(DiagnosticDescriptor Descriptor, Anchor Anchor, EquatableArray<string> Arguments, string? Suggestion = null)
{
    /// <summary>The key of <see cref="Suggestion"/> among the properties of a diagnostic.</summary>
    public const string SuggestionKey = "Suggestion";

    public static DiagnosticModel Of(DiagnosticDescriptor descriptor, Anchor anchor, params string[] arguments) =>
        new(descriptor, anchor, arguments.ToEquatableArray());

    /// <summary>The diagnostic at a place.</summary>
    public Diagnostic At(Location where) =>
        Diagnostic.Create(
            Descriptor,
            where,
            Suggestion is null ? null : ImmutableDictionary<string, string?>.Empty.Add(SuggestionKey, Suggestion),
            Arguments.ToArray<object>());
}
