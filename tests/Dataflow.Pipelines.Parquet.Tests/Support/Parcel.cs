namespace Dataflow.Pipelines.Parquet.Tests;

/// <summary>A record with a number, by which tests count.</summary>
[Record]
public readonly partial record struct Parcel(long Number, string Receiver);
