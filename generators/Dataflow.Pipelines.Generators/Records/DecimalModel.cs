namespace Dataflow.Pipelines.Generators.Records;

/// <summary>Precision and scale of a decimal member in a columnar file.</summary>
/// <param name="Precision">All digits.</param>
/// <param name="Scale">Digits behind the point.</param>
/// <param name="IsDeclared">Whether the member has the attribute.</param>
internal sealed record DecimalModel(int Precision, int Scale, bool IsDeclared)
{
    /// <summary>The most digits that a columnar file can have.</summary>
    public const int MaxPrecision = 38;

    /// <summary>The most digits that a <see cref="decimal"/> has behind its point.</summary>
    public const int MaxScale = 28;

    /// <summary>Of a member without the attribute.</summary>
    public static DecimalModel Default { get; } = new(MaxPrecision, 18, IsDeclared: false);

    /// <summary>Whether such a column can be written.</summary>
    public bool IsValid => Precision is >= 1 and <= MaxPrecision && Scale is >= 0 and <= MaxScale && Scale <= Precision;
}
