using Dataflow.Pipelines.Control.Cron.Syntax;

namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary><c>event:a.b</c>: a latch.</summary>
internal sealed record EventExpression(string Name, int Start, int Length) : TriggerExpression(Start, Length);

/// <summary><c>cron:0 2 * * *;tz=Europe/Berlin</c>: a latch.</summary>
/// <param name="Schedule">The expression.</param>
/// <param name="TimeZone">Name of its zone; empty for the pipeline's.</param>
/// <param name="Start">Its first character.</param>
/// <param name="Length">Number of its characters.</param>
internal sealed record CronExpression(CronSyntax Schedule, string TimeZone, int Start, int Length) : TriggerExpression(Start, Length);

/// <summary>A path such as <c>node.metrics.lag</c>.</summary>
internal sealed record PathExpression(string Path, int Start, int Length) : TriggerExpression(Start, Length)
{
    public string[] Names => Path.Split('.');
}

/// <summary>A constant: number, text, truth value, null, or a duration in ticks.</summary>
internal sealed record ConstantExpression(ConstantKind Kind, string Text, int Start, int Length) : TriggerExpression(Start, Length);

/// <summary><c>now()</c> or <c>len(x)</c>.</summary>
internal sealed record CallExpression(string Function, TriggerExpression? Argument, int Start, int Length) : TriggerExpression(Start, Length)
{
    public override IEnumerable<TriggerExpression> Parts => Argument is null ? [] : [Argument];
}

/// <summary><c>!x</c> or <c>-x</c>.</summary>
internal sealed record UnaryExpression(string Operator, TriggerExpression Operand, int Start, int Length) : TriggerExpression(Start, Length)
{
    public override IEnumerable<TriggerExpression> Parts => [Operand];
}

/// <summary>Two parts joined by an operator of logic, comparison or arithmetic.</summary>
internal sealed record BinaryExpression(string Operator, TriggerExpression Left, TriggerExpression Right, int Start, int Length) : TriggerExpression(Start, Length)
{
    public override IEnumerable<TriggerExpression> Parts => [Left, Right];
}
