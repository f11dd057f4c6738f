using System.Text.Json.Serialization;

namespace StreamingDataCleaning.Demo;

/// <summary>Where every record went, with latency and resource use.</summary>
internal sealed record Account
{
    /// <summary>Records from the load generator that the broker acknowledged.</summary>
    public required long In { get; init; }

    public required long Rejected { get; init; }

    public required long Filtered { get; init; }

    public required long Duplicate { get; init; }

    public required long Late { get; init; }

    /// <summary>Rows that DuckDB reads in the lake.</summary>
    public required long Rows { get; init; }

    /// <summary>Whether every record is in exactly one place.</summary>
    public bool Balanced => In == Rejected + Filtered + Duplicate + Late + Rows;

    /// <summary>Invalid records that the load generator wrote.</summary>
    public required long RejectedWritten { get; init; }

    /// <summary>Test users that the load generator wrote.</summary>
    public required long FilteredWritten { get; init; }

    public required int Windows { get; init; }

    public required double RecordsPerSecond { get; init; }

    /// <summary>From an event's time to the commit of the file that contains it, including the window.</summary>
    public required double LatencyP50Ms { get; init; }

    public required double LatencyP99Ms { get; init; }

    /// <summary>From the earliest time at which an event's window could close (its end plus the out-of-orderness) to the commit.</summary>
    public required double AfterWindowP99Ms { get; init; }

    public required double PeakWorkingSetMib { get; init; }

    public required double CpuSecondsPerMillion { get; init; }

    public required int Kills { get; init; }

    [JsonIgnore]
    public string Sentence =>
        $"in {In:n0} = rejected {Rejected:n0} + filtered {Filtered:n0} + duplicate {Duplicate:n0} + late {Late:n0} + rows in the lake {Rows:n0}" +
        (Balanced ? "" : $"  — off by {In - Rejected - Filtered - Duplicate - Late - Rows:n0}");
}
