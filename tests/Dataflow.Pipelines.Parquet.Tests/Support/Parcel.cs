namespace Dataflow.Pipelines.Parquet.Tests;

/// <summary>A record that tests count by.</summary>
[Record]
public readonly partial record struct Parcel(long Number, string Receiver);
