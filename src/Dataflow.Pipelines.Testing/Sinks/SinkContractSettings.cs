namespace Dataflow.Pipelines.Testing.Sinks;

/// <summary>The settings of a sink's contract, from its author.</summary>
/// <param name="Guarantee">The guarantee of the sink.</param>
/// <param name="Limit">How long a call may take.</param>
/// <param name="Records">Number of records that a rule writes at a time.</param>
internal sealed record SinkContractSettings(SinkGuarantee Guarantee, TimeSpan Limit, int Records);
