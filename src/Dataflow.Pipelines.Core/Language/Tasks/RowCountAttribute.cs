namespace Dataflow.Pipelines;

/// <summary>Of the output of an SQL node: the number of rows that were written to its table or file, else of those that its statements have changed. An integer.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class RowCountAttribute : Attribute;
