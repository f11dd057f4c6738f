using System.Globalization;

namespace Dataflow.Pipelines.Windows;

/// <summary>
/// A sum does not fit in its type. Thrown before the accumulator has changed, so that the record can be rejected and the window
/// continues without it.
/// </summary>
public sealed class AggregateOverflowException : OverflowException
{
    internal AggregateOverflowException(string member, IFormattable sum, IFormattable value, string type)
        : base(string.Create(CultureInfo.InvariantCulture, $"[Sum] '{member}' overflows: {sum} + {value} does not fit in '{type}'."))
    {
    }
}
