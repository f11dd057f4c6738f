namespace Dataflow.Pipelines.Control.Hosting.Verbs;

/// <summary>An input with the value in effect.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The kind of its value.</param>
/// <param name="Value">The value; null where it is the default of the class, is missing, or must not be shown.</param>
/// <param name="IsSensitive">Whether it must not be shown.</param>
/// <param name="From">Where it is from.</param>
/// <param name="Updated">When it was stored; null where it is not stored.</param>
/// <param name="IsWaiting">Whether it is stored when an instance runs.</param>
internal sealed record InputInfo(string Name, string Type, string? Value, bool IsSensitive, string From, DateTimeOffset? Updated, bool IsWaiting);
