namespace Dataflow.Pipelines.Control.Tests.Generated;

[Record]
public readonly partial record struct Extracted(string Table, long Rows);

[Record]
public readonly partial record struct Features(string Table, long Rows);

[Record]
public readonly partial record struct Report(long Users, long Items);

[Record]
public readonly partial record struct Merged(string Table, double QualityScore, Report Report, Verdict Verdict);

[Record]
public readonly partial record struct Copied([ResultTable] TableName Table, [RowCount] long Rows);

[Record]
public readonly partial record struct Totals(long Orders, string? Best, double? Amount);

[Record]
public readonly partial record struct Kept([RowCount] long Rows);

/// <summary>The form of an approval: <c>Approved</c> follows from the decision.</summary>
[Record]
public readonly partial record struct Placement(bool Approved, string Region, int Replicas, double? Share);

[Record]
public readonly partial record struct Number(long Value);

[Record]
public readonly partial record struct Doubled(long Value, long Twice);

[Record]
public readonly partial record struct Labelled(long Value, long Twice, string Label);

/// <summary>What a test trains: numbers are multiplied by its factor.</summary>
[Record]
public readonly partial record struct Model(long Factor, string Name);

public enum Verdict
{
    Fine,
    Poor,
}

[Record]
public readonly partial record struct Evaluated(string Version, double Error);

[Record]
public readonly partial record struct Deployment([Approved] bool IsApproved, string Version, double? Share);
