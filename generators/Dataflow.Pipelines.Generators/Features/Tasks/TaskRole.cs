namespace Dataflow.Pipelines.Generators.Features.Tasks;

/// <summary>What a parameter of a task is bound to.</summary>
internal enum TaskRole
{
    /// <summary>No rule explains it.</summary>
    Unknown,

    /// <summary>The run and the attempt.</summary>
    Run,

    /// <summary>The signal to stop.</summary>
    Cancellation,

    /// <summary>Something from the outputs of the run.</summary>
    Input,
}
