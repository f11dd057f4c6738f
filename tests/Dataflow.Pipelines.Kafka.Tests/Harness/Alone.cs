namespace Dataflow.Pipelines.Kafka.Tests.Harness;

/// <summary>Tests that measure the process; no other test runs at the same time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
