namespace Dataflow.Pipelines.Control.Testing.Tests.Pipelines;

[Record]
public readonly partial record struct Measured(DateTimeOffset At, string Service);

[Record]
public readonly partial record struct Number(long Value);

[Record]
public readonly partial record struct Rollout([Approved] bool IsApproved, string Region, double? Share);
