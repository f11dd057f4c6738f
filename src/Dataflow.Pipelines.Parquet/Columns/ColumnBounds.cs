using Parquet.Meta;

namespace Dataflow.Pipelines.Parquet;

/// <summary>
/// Least and greatest value in the statistics of a row group: readers skip a row group that cannot have the values they search for, so a wrong bound
/// hides rows. An absent bound hides none.
/// </summary>
internal static class ColumnBounds
{
    // Bounds longer than this make the footer large and select no better.
    private const int MaxBytes = 256;

    public static void Clear(Statistics statistics) =>
        statistics.Min = statistics.Max = statistics.MinValue = statistics.MaxValue = null;

    /// <summary>Sets the bounds, in the order that the column's logical type defines.</summary>
    public static void Set(Statistics statistics, byte[] min, byte[] max)
    {
        // The fields of the first version of the format are ordered by signed bytes: they stay empty.
        Clear(statistics);
        if (min.Length <= MaxBytes && max.Length <= MaxBytes)
        {
            statistics.MinValue = min;
            statistics.MaxValue = max;
        }
    }
}
