using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.CodeFixes;

/// <summary>The replacement text that the analyzer suggests for a place.</summary>
internal static class Suggestion
{
    // The analyzer's assembly is not referenced: code fixes are loaded separately, in editors only.
    private const string Key = "Suggestion";

    public static string? Of(Diagnostic diagnostic) => diagnostic.Properties.TryGetValue(Key, out var text) ? text : null;
}
