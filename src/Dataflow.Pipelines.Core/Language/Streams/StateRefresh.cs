namespace Dataflow.Pipelines;

/// <summary>What resets the TTL of a state.</summary>
public enum StateRefresh
{
    /// <summary>A call that changed the value.</summary>
    OnWrite,

    /// <summary>Each call that received the state.</summary>
    OnReadAndWrite,
}
