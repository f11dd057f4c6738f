namespace KafkaToParquet.Results;

/// <summary>A result.</summary>
/// <param name="Name">The measured quantity.</param>
/// <param name="Value">The median, where it was measured several times.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Target">The target; <see langword="null"/>: for information.</param>
/// <param name="Met">Whether the target is met.</param>
/// <param name="Min">The least of several measurements.</param>
/// <param name="Max">The greatest.</param>
internal sealed record Row(string Name, double Value, string Unit, double? Target = null, bool? Met = null, double? Min = null, double? Max = null)
{
    /// <summary>The median of several measurements, and their range.</summary>
    public static Row MedianOf(string name, string unit, IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new(name, median, unit, Min: sorted[0], Max: sorted[^1]);
    }
}
