using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// Reasons why a JSON record is rejected; called by generated code. Text that varies from record to record follows
/// a colon, so that the text before it can be counted.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonReason
{
    /// <summary>The message is empty.</summary>
    internal const string Empty = "empty message";

    /// <summary>The reason for a record that is the value of a member.</summary>
    public static string Inside(string member, string? reason) => $"{member}.{reason}";
}
