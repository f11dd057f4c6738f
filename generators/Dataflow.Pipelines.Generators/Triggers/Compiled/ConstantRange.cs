using System.Globalization;
using Dataflow.Pipelines.Generators.Durations;

namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>The numbers that comparisons of one value with constants leave; durations in ticks.</summary>
internal sealed class ConstantRange
{
    private double _least = double.NegativeInfinity;
    private double _most = double.PositiveInfinity;
    private bool _isLeastOut;
    private bool _isMostOut;

    /// <summary>Whether none is left.</summary>
    public bool IsEmpty => _least > _most || (_least == _most && (_isLeastOut || _isMostOut));

    /// <summary>The number of a constant; null of another expression.</summary>
    public static double? ValueOf(TriggerExpression expression) =>
        expression switch
        {
            ConstantExpression { Kind: ConstantKind.Number } number => double.Parse(number.Text, CultureInfo.InvariantCulture),
            ConstantExpression { Kind: ConstantKind.Duration } duration => DurationText.Parse(duration.Text).Ticks,
            UnaryExpression { Operator: "-" } minus => -ValueOf(minus.Operand),
            _ => null,
        };

    /// <summary>Leaves those for which a comparison with a constant is true.</summary>
    public void Restrict(string comparison, double constant)
    {
        if (comparison is ">" or ">=" or "==" && (constant > _least || (constant == _least && comparison == ">")))
        {
            (_least, _isLeastOut) = (constant, comparison == ">");
        }

        if (comparison is "<" or "<=" or "==" && (constant < _most || (constant == _most && comparison == "<")))
        {
            (_most, _isMostOut) = (constant, comparison == "<");
        }
    }
}
