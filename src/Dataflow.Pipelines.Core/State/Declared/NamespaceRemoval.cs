namespace Dataflow.Pipelines.State;

/// <summary>A namespace of a state was removed with its keys in a range of key groups.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="FirstGroup">The first key group.</param>
/// <param name="LastGroup">The last key group.</param>
/// <param name="IsChange">Whether it is a change since the last snapshot; otherwise a restore has read it from files that the next snapshot builds on.</param>
public readonly record struct NamespaceRemoval(long Namespace, int FirstGroup, int LastGroup, bool IsChange);
