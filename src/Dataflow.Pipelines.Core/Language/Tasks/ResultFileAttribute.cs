namespace Dataflow.Pipelines;

/// <summary>Of the output of an SQL node: the rows of its query become a Parquet file in its <see cref="SqlAttribute.Folder"/>, whose path this text takes. Needs the package Dataflow.Pipelines.Parquet.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ResultFileAttribute : Attribute;
