using System.Text.Json;

namespace Dataflow.Pipelines.Control.Runs;

/// <summary>Names of states: in triggers in snake case, in the run store in upper case.</summary>
internal static class StatusNames
{
    private static readonly string[] Lower = [.. Enum.GetNames<ExecutionStatus>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    /// <summary>As triggers compare it: <c>checkpoint_failed</c>.</summary>
    public static string Of(ExecutionStatus status) => Lower[(int)status];

    /// <summary>As the run store keeps it: <c>CHECKPOINT_FAILED</c>.</summary>
    public static string Stored(ExecutionStatus status) => Upper(Lower[(int)status]);

    /// <summary>As the run store keeps it: <c>CANCELLING</c>.</summary>
    public static string Stored(RunStatus status) => Upper(status.ToString());

    /// <summary>As the run store keeps it: <c>RUN_CANCELLED</c>.</summary>
    public static string Stored(EndReason reason) => Upper(JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()));

    private static string Upper(string name) => name.ToUpperInvariant();
}
