namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>What a trigger does; each is named as its attribute is.</summary>
internal enum TriggerKind
{
    StartWhen,
    StopWhen,
    RestartWhen,
    RetryWhen,
    SkipWhen,
    AlertWhen,
}
