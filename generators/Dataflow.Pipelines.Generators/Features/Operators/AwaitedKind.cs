namespace Dataflow.Pipelines.Generators.Features.Operators;

/// <summary>The awaitable type around the result of a method.</summary>
internal enum AwaitedKind
{
    /// <summary>The method returns the result itself.</summary>
    None,
    ValueTask,
    Task,
}
