namespace Dataflow.Pipelines.Generators.Emit;

/// <summary>Types that generated code names often, through the aliases at the head of each file.</summary>
internal static class Types
{
    /// <summary>The name without <c>global::</c> noise where an alias or the enclosing namespace allows it.</summary>
    public static string Short(string fullName) =>
        fullName.StartsWith("global::Dataflow.Pipelines.", System.StringComparison.Ordinal) && fullName.IndexOf('.', 27) < 0 ? "flow::" + fullName.Substring(27)
        : fullName.StartsWith("global::System.", System.StringComparison.Ordinal) && fullName.IndexOf('.', 15) < 0 ? "sys::" + fullName.Substring(15)
        : fullName;
}
