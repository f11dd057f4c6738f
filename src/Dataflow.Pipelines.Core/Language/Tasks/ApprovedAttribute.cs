namespace Dataflow.Pipelines;

/// <summary>Of the form of an <see cref="ApprovalAttribute"/>: whether it was approved. A <see langword="bool"/>, which nobody fills in.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ApprovedAttribute : Attribute;
