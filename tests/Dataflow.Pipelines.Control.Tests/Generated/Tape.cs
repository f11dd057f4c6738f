namespace Dataflow.Pipelines.Control.Tests.Generated;

/// <summary>A service with numbers 0, 1, 2, …, as many as it is given, and what nodes of a test have told.</summary>
public sealed class Tape
{
    private long _count;
    private volatile bool _isBroken;
    private volatile bool _isHealthy = true;

    /// <summary>How many numbers there are.</summary>
    public long Count
    {
        get => Volatile.Read(ref _count);
        set => Volatile.Write(ref _count, value);
    }

    /// <summary>Whether reading fails.</summary>
    public bool IsBroken
    {
        get => _isBroken;
        set => _isBroken = value;
    }

    /// <summary>Whether the service says that it is well.</summary>
    public bool IsHealthy
    {
        get => _isHealthy;
        set => _isHealthy = value;
    }

    /// <summary>Whether there are no further numbers after these.</summary>
    public bool HasEnd { get; init; }
}
