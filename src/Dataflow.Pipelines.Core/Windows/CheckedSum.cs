using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Dataflow.Pipelines.Windows;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>Sums of generated accumulators: one that does not fit in its type throws an error that names the member, and never wraps around.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CheckedSum
{
    /// <summary>The sum and a value.</summary>
    /// <param name="sum">The sum so far.</param>
    /// <param name="value">A value, or the sum of other records.</param>
    /// <param name="member">Name of the result's member, for the error.</param>
    /// <exception cref="AggregateOverflowException">The result does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Add(long sum, long value, string member)
    {
        var total = unchecked(sum + value);

        // Overflow: both have one sign, and the total has the other.
        if (((sum ^ total) & (value ^ total)) < 0)
        {
            Throw(member, sum, value, "long");
        }

        return total;
    }

    /// <inheritdoc cref="Add(long, long, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ulong sum, ulong value, string member)
    {
        var total = unchecked(sum + value);
        if (total < sum)
        {
            Throw(member, sum, value, "ulong");
        }

        return total;
    }

    /// <inheritdoc cref="Add(long, long, string)"/>
    public static decimal Add(decimal sum, decimal value, string member)
    {
        try
        {
            return sum + value;
        }
        catch (OverflowException)
        {
            Throw(member, sum, value, "decimal");
            throw;
        }
    }

    [DoesNotReturn]
    private static void Throw(string member, IFormattable sum, IFormattable value, string type) => throw new AggregateOverflowException(member, sum, value, type);
}
