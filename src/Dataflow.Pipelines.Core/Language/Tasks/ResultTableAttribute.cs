namespace Dataflow.Pipelines;

/// <summary>Of the output of an SQL node: the rows of its query become a new table, whose <see cref="TableName"/> this member takes. The table of an earlier attempt is replaced.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ResultTableAttribute : Attribute;
