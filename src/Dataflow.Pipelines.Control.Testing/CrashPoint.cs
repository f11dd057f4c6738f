namespace Dataflow.Pipelines.Control.Testing;

/// <summary>Where a host is killed: at one of the appends to its journal.</summary>
/// <param name="Append">Number of the append, from 1.</param>
/// <param name="IsAfter">Whether the append is durable, and nothing that follows from it was done; else it is lost.</param>
public readonly record struct CrashPoint(int Append, bool IsAfter)
{
    /// <inheritdoc/>
    public override string ToString() => $"a crash {(IsAfter ? "after" : "before")} append {Append.ToString(System.Globalization.CultureInfo.InvariantCulture)} is durable";
}
