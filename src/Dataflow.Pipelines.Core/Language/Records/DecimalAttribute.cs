namespace Dataflow.Pipelines;

/// <summary>
/// Precision and scale of a <see cref="decimal"/> member in a columnar file; without it they are 38 and 18. A value that they cannot represent
/// exactly is never rounded: the sink stops the job with an error that names it.
/// </summary>
/// <param name="precision">Total number of digits, 1 to 38.</param>
/// <param name="scale">Digits after the decimal point, 0 to 28 and at most <paramref name="precision"/>.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, Inherited = false)]
public sealed class DecimalAttribute(int precision, int scale) : Attribute
{
    /// <summary>Total number of digits.</summary>
    public int Precision { get; } = precision;

    /// <summary>Digits after the decimal point.</summary>
    public int Scale { get; } = scale;
}
