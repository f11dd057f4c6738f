namespace Dataflow.Pipelines.Control.Logic;

/// <summary>Causes of executions that are not triggers.</summary>
internal static class Causes
{
    /// <summary>A restart trigger.</summary>
    public const string Restart = "restart";

    /// <summary>Of a stream node that waits for the others of its graph.</summary>
    public const string Waiting = "waits for its stream graph";

    /// <summary>A person, whose name follows.</summary>
    public const string Person = "start by ";

    /// <summary>Of a stream node that was skipped instead of started.</summary>
    public const string Skip = "skipWhen";

    /// <summary>Of a stream node that runs while the pipeline does.</summary>
    public const string Pipeline = "pipeline.started";
}
