using System.Linq;

namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>Logical operators take conditions, and comparisons take values.</summary>
internal static class TriggerKinds
{
    private static readonly string[] Logic = ["&&", "||"];
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    /// <exception cref="TriggerFault">It is not a condition.</exception>
    public static void CheckCondition(TriggerExpression expression)
    {
        switch (expression)
        {
            case BinaryExpression binary when Logic.Contains(binary.Operator):
                CheckCondition(binary.Left);
                CheckCondition(binary.Right);
                break;
            case BinaryExpression binary when Comparisons.Contains(binary.Operator):
                CheckValue(binary.Left);
                CheckValue(binary.Right);
                break;
            case UnaryExpression { Operator: "!" } not:
                if (not.Operand is CronExpression)
                {
                    throw new TriggerFault(not.Start, not.Length, "a cron cannot be negated: it is an instant");
                }

                CheckCondition(not.Operand);
                break;
            case EventExpression or CronExpression or PathExpression or ConstantExpression { Kind: ConstantKind.Boolean }:
                break;
            default:
                throw new TriggerFault(expression.Start, expression.Length, "a condition is expected here, not a value; compare it with something");
        }
    }

    private static void CheckValue(TriggerExpression expression)
    {
        if (expression is EventExpression or CronExpression)
        {
            throw new TriggerFault(expression.Start, expression.Length, "an event or a cron has no value to compare");
        }

        if (expression is BinaryExpression binary && (Logic.Contains(binary.Operator) || Comparisons.Contains(binary.Operator)))
        {
            throw new TriggerFault(expression.Start, expression.Length, "a value is expected here, not a condition");
        }

        foreach (var part in expression.Parts)
        {
            CheckValue(part);
        }
    }
}
