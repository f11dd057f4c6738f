using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Control;

/// <summary>The variables that compiled values read: <c>pipeline</c> for inputs, <c>outputs</c> for outputs.</summary>
internal static class ScopeCode
{
    /// <summary>Declares those that the code uses.</summary>
    public static void Emit(SourceBuilder code, PipelineNames names, string uses)
    {
        if (uses.Contains("pipeline."))
        {
            code.Line("var pipeline = (" + names.Self + ")at.Pipeline!;");
        }

        if (uses.Contains("outputs."))
        {
            code.Line("var outputs = (" + names.Outputs + ")at.Outputs!;");
        }
    }

    /// <summary>Whether the code uses any.</summary>
    public static bool IsUsed(string code) => code.Contains("pipeline.") || code.Contains("outputs.");
}
