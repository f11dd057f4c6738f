namespace Dataflow.Pipelines;

/// <summary>The rejection of a record: <c>return Reject.Because("user_id is missing")</c>.</summary>
public readonly struct Reject
{
    private Reject(string reason) => Reason = reason;

    internal string? Reason { get; }

    /// <summary>Rejects a record.</summary>
    /// <param name="reason">Why, human-readable. A constant does not allocate.</param>
    public static Reject Because(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return new(reason);
    }
}
