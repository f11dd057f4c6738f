using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>
/// The total order of floating-point numbers in aggregates: NaN is equal to itself and greater than every number, as in
/// PostgreSQL and DuckDB. With the operators of the language, which are false for NaN, a result would depend on the order of the records.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NumberOrder
{
    /// <summary>Whether the left number is less.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsLess(double left, double right) => left < right || (double.IsNaN(right) && !double.IsNaN(left));

    /// <summary>Whether the left number is greater.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsGreater(double left, double right) => IsLess(right, left);

    /// <summary>Whether the numbers are equal; 0 and -0 are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreEqual(double left, double right) => left == right || (double.IsNaN(left) && double.IsNaN(right));
}
