namespace Dataflow.Pipelines.Kafka.Tests.Harness;

/// <summary>Tests that measure the process run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
