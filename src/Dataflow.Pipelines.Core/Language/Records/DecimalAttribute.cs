namespace Dataflow.Pipelines;

/// <summary>
/// Precision and scale of a <see cref="decimal"/> member in a columnar file; without it they are 38 and 18. A value that they cannot represent
/// exactly is never rounded: the sink stops the job with an error that names it.
/// </summary>
/// <param name="precision">All digits, 1 to 38.</param>
/// <param name="scale">Digits behind the point, 0 to 28 and at most <paramref name="precision"/>.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, Inherited = false)]
public sealed class DecimalAttribute(int precision, int scale) : Attribute
{
    /// <summary>All digits.</summary>
    public int Precision { get; } = precision;

    /// <summary>Digits behind the point.</summary>
    public int Scale { get; } = scale;
}
