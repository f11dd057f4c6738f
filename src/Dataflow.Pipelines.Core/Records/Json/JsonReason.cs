using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// Words for what is wrong with a JSON record; called by generated code. What varies from record to record stands after
/// a colon, so that the text before it can be counted.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonReason
{
    /// <summary>There is no text at all.</summary>
    internal const string Empty = "empty message";

    /// <summary>What is wrong with a record that is the value of a member.</summary>
    public static string Inside(string member, string? reason) => $"{member}.{reason}";
}
