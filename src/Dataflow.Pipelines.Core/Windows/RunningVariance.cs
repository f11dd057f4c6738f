using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// Variance of values that are added one by one (Welford's method); two can be merged (Chan, Golub and LeVeque). Exact to rounding also
/// where the values are far from zero and near each other.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct RunningVariance
{
    private long _count;
    private double _mean;
    private double _squares;

    /// <summary>Variance as a sample; NaN below two values.</summary>
    public readonly double Variance => _count < 2 ? double.NaN : _squares / (_count - 1);

    /// <summary>The square root of the variance.</summary>
    public readonly double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>Adds a value.</summary>
    public void Add(double value)
    {
        _count++;
        var difference = value - _mean;
        _mean += difference / _count;
        _squares += difference * (value - _mean);
    }

    /// <summary>Merges another variance into this one.</summary>
    public void Merge(in RunningVariance other)
    {
        if (other._count == 0)
        {
            return;
        }

        var (all, difference) = (_count + other._count, other._mean - _mean);
        _mean += difference * other._count / all;
        _squares += other._squares + (difference * difference * _count / all * other._count);
        _count = all;
    }

    /// <summary>Writes it to a checkpoint.</summary>
    public readonly void Write(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(_count);
        writer.Write(_mean);
        writer.Write(_squares);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        (_count, _mean, _squares) = (reader.ReadInt64(), reader.ReadDouble(), reader.ReadDouble());
    }
}
