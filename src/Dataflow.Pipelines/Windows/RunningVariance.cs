namespace Dataflow.Pipelines.Windows;

/// <summary>
/// Variance of values that come one by one (Welford's method), of which two can be made one (Chan, Golub and LeVeque): exact to rounding also
/// where the values lie far from zero and near each other.
/// </summary>
public struct RunningVariance
{
    private long count;
    private double mean;
    private double squares;

    /// <summary>Variance as a sample; not a number below two values.</summary>
    public readonly double Variance => count < 2 ? double.NaN : squares / (count - 1);

    /// <summary>The square root of the variance.</summary>
    public readonly double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>Takes a value in.</summary>
    public void Add(double value)
    {
        count++;
        var difference = value - mean;
        mean += difference / count;
        squares += difference * (value - mean);
    }

    /// <summary>Takes in all that another has taken in.</summary>
    public void Merge(in RunningVariance other)
    {
        if (other.count == 0)
        {
            return;
        }

        var (all, difference) = (count + other.count, other.mean - mean);
        mean += difference * other.count / all;
        squares += other.squares + (difference * difference * count / all * other.count);
        count = all;
    }

    /// <summary>Writes it to a checkpoint.</summary>
    public readonly void Write(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(count);
        writer.Write(mean);
        writer.Write(squares);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        (count, mean, squares) = (reader.ReadInt64(), reader.ReadDouble(), reader.ReadDouble());
    }
}
