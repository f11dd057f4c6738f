namespace Dataflow.Pipelines.Formats.Tests;

[Record]
public readonly partial record struct Copied(TableName Table, TableName? Copy);
