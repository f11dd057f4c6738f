namespace Dataflow.Pipelines.Control.Tests.Generated;

[Record]
public readonly partial record struct Extracted(string Table, long Rows);

[Record]
public readonly partial record struct Features(string Table, long Rows);

[Record]
public readonly partial record struct Report(long Users, long Items);

[Record]
public readonly partial record struct Merged(string Table, double QualityScore, Report Report, Verdict Verdict);

public enum Verdict
{
    Fine,
    Poor,
}
