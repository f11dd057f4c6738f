namespace Dataflow.Pipelines.Formats.Tests;

[Record]
public readonly partial record struct Block(byte[] Content);
