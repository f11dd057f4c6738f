namespace Dataflow.Pipelines.Control.Runs;

/// <summary>Names of states: in triggers in snake case, in the run store in upper case.</summary>
internal static class StatusNames
{
    private static readonly string[] Lower = [.. Enum.GetNames<ExecutionStatus>().Select(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    /// <summary>As triggers compare it: <c>checkpoint_failed</c>.</summary>
    public static string Of(ExecutionStatus status) => Lower[(int)status];

    /// <summary>As the run store keeps it: <c>CHECKPOINT_FAILED</c>.</summary>
    public static string Stored(ExecutionStatus status) => Lower[(int)status].ToUpperInvariant();
}
