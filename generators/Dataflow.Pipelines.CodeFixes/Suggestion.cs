using Microsoft.CodeAnalysis;

namespace Dataflow.Pipelines.CodeFixes;

/// <summary>What the analyzer says should stand at a place.</summary>
internal static class Suggestion
{
    // The analyzer's assembly is not referenced: code fixes are loaded beside it, in editors only.
    private const string Key = "Suggestion";

    public static string? Of(Diagnostic diagnostic) => diagnostic.Properties.TryGetValue(Key, out var text) ? text : null;
}
