namespace Dataflow.Pipelines.Jobs;

/// <summary>A lane that makes no progress although batches wait for it.</summary>
/// <param name="Node">The node of the lane.</param>
/// <param name="Lane">Its index.</param>
/// <param name="From">The node whose batches wait; <see langword="null"/> where the lane is a source.</param>
/// <param name="Batches">How many of them wait.</param>
/// <param name="For">Time since its last progress.</param>
/// <param name="Cause">What it waits for, as a clause.</param>
internal sealed record Stall(string Node, int Lane, string? From, int Batches, TimeSpan For, string Cause)
{
    /// <summary>The edge, or the source.</summary>
    public string Place => From is null ? FormattableString.Invariant($"Source '{Node}', lane {Lane},") : FormattableString.Invariant($"The edge from '{From}' to '{Node}', lane {Lane},");
}
