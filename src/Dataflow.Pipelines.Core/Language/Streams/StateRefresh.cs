namespace Dataflow.Pipelines;

/// <summary>What begins the span of a state anew.</summary>
public enum StateRefresh
{
    /// <summary>A call that left another value than it found.</summary>
    OnWrite,

    /// <summary>Each call that was given the state.</summary>
    OnReadAndWrite,
}
