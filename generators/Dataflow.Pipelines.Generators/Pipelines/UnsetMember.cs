namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>A member without a value after construction.</summary>
/// <param name="Ordinal">Position among the declared members, for diagnostics; -1 for one of a base class.</param>
/// <param name="Name">Its name.</param>
internal sealed record UnsetMember(int Ordinal, string Name);
