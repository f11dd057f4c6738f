namespace KafkaToParquet.Results;

/// <summary>A result.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The median, where it was measured several times.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Target">What is to be reached; none: for information.</param>
/// <param name="Met">Whether it was.</param>
/// <param name="Min">The least of several measurements.</param>
/// <param name="Max">The greatest.</param>
internal sealed record Row(string Name, double Value, string Unit, double? Target = null, bool? Met = null, double? Min = null, double? Max = null)
{
    public static Row AtLeast(string name, double value, string unit, double target) => new(name, value, unit, target, value >= target);

    public static Row AtMost(string name, double value, string unit, double target) => new(name, value, unit, target, value <= target);

    /// <summary>The median of several measurements, and how far they lie apart.</summary>
    public static Row MedianOf(string name, string unit, IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new(name, median, unit, Min: sorted[0], Max: sorted[^1]);
    }

    public Row ToReach(double least) => this with { Target = least, Met = Value >= least };

    public Row NotOver(double most) => this with { Target = most, Met = Value <= most };
}
