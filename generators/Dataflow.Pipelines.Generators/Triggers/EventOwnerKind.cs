namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>Who publishes an event.</summary>
internal enum EventOwnerKind
{
    /// <summary>Nobody: the name is wrong.</summary>
    Unknown,

    /// <summary>The outside.</summary>
    Outside,

    /// <summary>The pipeline.</summary>
    Pipeline,

    /// <summary>A node.</summary>
    Node,
}
