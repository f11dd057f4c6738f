namespace Dataflow.Pipelines.Generators.Records;

/// <summary>Precision and scale of a decimal member in a columnar file.</summary>
/// <param name="Precision">Total number of digits.</param>
/// <param name="Scale">Digits after the decimal point.</param>
/// <param name="IsDeclared">Whether the member has the attribute.</param>
internal sealed record DecimalModel(int Precision, int Scale, bool IsDeclared)
{
    /// <summary>The maximum precision in a columnar file.</summary>
    public const int MaxPrecision = 38;

    /// <summary>The maximum scale of a <see cref="decimal"/>.</summary>
    public const int MaxScale = 28;

    /// <summary>For a member without the attribute.</summary>
    public static DecimalModel Default { get; } = new(MaxPrecision, 18, IsDeclared: false);

    /// <summary>Whether such a column can be written.</summary>
    public bool IsValid => Precision is >= 1 and <= MaxPrecision && Scale is >= 0 and <= MaxScale && Scale <= Precision;
}
