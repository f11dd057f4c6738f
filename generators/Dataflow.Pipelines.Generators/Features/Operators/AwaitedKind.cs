namespace Dataflow.Pipelines.Generators.Features.Operators;

/// <summary>What the result of a method comes in.</summary>
internal enum AwaitedKind
{
    /// <summary>The result is there when the method returns.</summary>
    None,
    ValueTask,
    Task,
}
