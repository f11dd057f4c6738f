namespace Dataflow.Pipelines.Graph;

/// <summary>A node as it was declared.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Member">Name of its class member.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Record">Name of the record type that it emits, or receives where it is a sink.</param>
/// <param name="Block">Id of the first node of the block that it runs in.</param>
public sealed record NodeDescriptor(string Id, string Member, NodeKind Kind, string Record, string Block)
{
    /// <summary>When it starts, stops, alerts.</summary>
    public IReadOnlyList<TriggerDescriptor> Triggers { get; init; } = [];

    /// <summary>How its health is checked; <see langword="null"/> where it is not.</summary>
    public HealthDescriptor? Health { get; init; }

    /// <summary>Settings for display: durations, keys.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Whether records can be dropped at its buffer as the class specifies: at most once from here on.</summary>
    public bool IsAtMostOnce { get; init; }
}
