namespace Dataflow.Pipelines.Control.Triggers;

/// <summary>What a trigger does to its node.</summary>
internal enum TriggerAction
{
    Start,
    Stop,
    Restart,
    Skip,
    Alert,
}
