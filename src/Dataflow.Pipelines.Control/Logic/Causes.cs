namespace Dataflow.Pipelines.Control.Logic;

/// <summary>Causes of executions that are not triggers.</summary>
internal static class Causes
{
    /// <summary>A restart trigger.</summary>
    public const string Restart = "restart";
}
