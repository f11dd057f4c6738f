namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>What a trigger does; each kind has the name of its attribute.</summary>
internal enum TriggerKind
{
    StartWhen,
    StopWhen,
    RestartWhen,
    RetryWhen,
    SkipWhen,
    AlertWhen,
}
