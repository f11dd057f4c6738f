using Benchmarks.Targets;

namespace KafkaToParquet;

/// <summary>Targets of the pipeline; the list is complete.</summary>
internal static class BenchTargets
{
    public const string ShareOfBare = "share_of_bare";
    public const string ShareOfHandWritten = "share_of_hand_written";
    public const string AllocatedBesideText = "clean_stream_allocated_beside_text";
    public const string SustainedRate = "sustained_rate";
    public const string SustainedLag = "sustained_lag_at_end";
    public const string FastWorkingSet = "working_set_at_200000_per_second_beside_ids";
    public const string WorkingSetGrowth = "working_set_growth_in_second_half_beside_ids";
    public const string SlowWorkingSet = "working_set_at_10000_per_second";

    /// <summary>Bytes for each event id that the de-duplication stores; they are not part of the limits of the working set.</summary>
    public const double BytesPerId = 24;

    public static IReadOnlyList<Target> All { get; } =
    [
        new(ShareOfHandWritten, Bound.AtLeast, 1.2, "", "records/s, divided by those of the hand-written program"),
        new(ShareOfBare, Bound.AtLeast, 0.6, "", "records/s, divided by those of a loop that only consumes"),
        new(AllocatedBesideText, Bound.AtMost, 200, "bytes/record", "by Parquet.Net for pages and dictionaries; the engine itself allocates nothing per record"),
        new(SustainedRate, Bound.AtLeast, 200_000, "records/s", "written by the load generator, which the pipeline's lag holds back"),
        new(SustainedLag, Bound.AtMost, 400_000, "records", "2 s at the rate, when the load generator has written all records"),
        new(FastWorkingSet, Bound.AtMost, 400, "MiB", "peak, less 24 bytes for each event id in the de-duplication"),
        new(WorkingSetGrowth, Bound.AtMost, 40, "MiB", "from the middle to the end; allows for one row group and the timing of a garbage collection"),
        new(SlowWorkingSet, Bound.AtMost, 400, "MiB", "peak"),
    ];
}
