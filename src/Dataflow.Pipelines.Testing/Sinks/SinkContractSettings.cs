namespace Dataflow.Pipelines.Testing.Sinks;

/// <summary>What the author of a sink has said of it.</summary>
/// <param name="Guarantee">What is promised.</param>
/// <param name="Limit">How long a call may take.</param>
/// <param name="Records">Records that a rule writes at a time.</param>
internal sealed record SinkContractSettings(SinkGuarantee Guarantee, TimeSpan Limit, int Records);
