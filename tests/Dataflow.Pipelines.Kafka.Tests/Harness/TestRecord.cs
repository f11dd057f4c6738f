
namespace Dataflow.Pipelines.Kafka.Tests.Harness;

[Record]
public readonly partial record struct TestRecord(string Name, long Number);
