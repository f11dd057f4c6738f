using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;

namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>Compiles a trigger to its disjunctive normal form.</summary>
internal static class TriggerCompiler
{
    /// <summary>Alternatives of a trigger at most: joined alternatives multiply.</summary>
    private const int MostDisjuncts = 64;

    /// <summary>The alternatives of a trigger, and what is wrong with their values.</summary>
    /// <param name="graph">The pipeline.</param>
    /// <param name="node">Index of the node.</param>
    /// <param name="trigger">The trigger, whose syntax and names were checked.</param>
    /// <param name="expression">The trigger as read.</param>
    /// <param name="names">How paths are written.</param>
    /// <param name="indexOf">Index of an event; called for each event that a guard negates.</param>
    public static (IReadOnlyList<CompiledDisjunct> Disjuncts, IReadOnlyList<DiagnosticModel> Faults) Compile(
        PipelineGraph graph, int node, TriggerModel trigger, TriggerExpression expression, PathCompiler names, Func<TriggerExpression, int> indexOf)
    {
        var anchor = trigger.Expression.Anchor;
        var alternatives = Normalize(expression, isNegated: false);
        if (alternatives is null)
        {
            return ([], [DiagnosticModel.Of(Descriptors.TriggerSyntax, anchor, "trigger", "it has more than " + MostDisjuncts.ToString(CultureInfo.InvariantCulture) + " alternatives when its parentheses are resolved; split it")]);
        }

        var faults = new List<DiagnosticModel>();
        var disjuncts = alternatives.Select(terms => Compile(graph, node, trigger, terms, names, indexOf, faults)).ToList();
        return (disjuncts, faults.Distinct().ToList());
    }

    /// <summary>The conditions of each alternative; none where there are too many alternatives.</summary>
    public static IReadOnlyList<IReadOnlyList<TriggerTerm>> Alternatives(TriggerExpression expression) => Normalize(expression, isNegated: false) ?? [];

    /// <summary>The events that each alternative waits for, by name.</summary>
    public static IEnumerable<IReadOnlyList<string>> Latches(TriggerExpression expression) =>
        Alternatives(expression).Select(static terms =>
            (IReadOnlyList<string>)[.. terms.Where(static term => !term.IsNegated).Select(static term => term.Expression).OfType<EventExpression>().Select(static named => named.Name)]);

    private static CompiledDisjunct Compile(
        PipelineGraph graph, int node, TriggerModel trigger, IReadOnlyList<TriggerTerm> terms, PathCompiler names, Func<TriggerExpression, int> indexOf, List<DiagnosticModel> faults)
    {
        var values = new ValueCompiler(graph, node, trigger.Expression.Anchor, names);
        var guards = new List<string>();
        var latches = new List<TriggerExpression>();
        var negated = new List<EventExpression>();
        foreach (var (expression, isNegated) in terms)
        {
            switch (expression)
            {
                case EventExpression named when isNegated:
                    negated.Add(named);
                    guards.Add("!at.Happened(" + indexOf(named).ToString(CultureInfo.InvariantCulture) + ")");
                    break;

                // The failure of an attempt is what a retry is asked about.
                case EventExpression when trigger.Kind == TriggerKind.RetryWhen:
                    break;
                case EventExpression or CronExpression when latches.All(latch => indexOf(latch) != indexOf(expression)):
                    latches.Add(expression);
                    break;
                case EventExpression or CronExpression:
                    break;
                default:
                    var condition = values.Condition(expression);
                    guards.Add(isNegated ? "!(" + condition + ")" : condition);
                    break;
            }
        }

        faults.AddRange(values.Faults);
        return new CompiledDisjunct(latches, negated, Join(guards), values.Reads);
    }

    private static string Join(List<string> guards) =>
        string.Join(" && ", guards.Where(static guard => guard != "true").Select(guard => guards.Count > 1 && guard.Contains(" || ") ? "(" + guard + ")" : guard));

    // Null where there are too many.
    private static List<IReadOnlyList<TriggerTerm>>? Normalize(TriggerExpression expression, bool isNegated)
    {
        switch (expression)
        {
            case UnaryExpression { Operator: "!" } not:
                return Normalize(not.Operand, !isNegated);
            case BinaryExpression { Operator: "&&" or "||" } joined:
                var (left, right) = (Normalize(joined.Left, isNegated), Normalize(joined.Right, isNegated));
                if (left is null || right is null)
                {
                    return null;
                }

                List<IReadOnlyList<TriggerTerm>> result = joined.Operator == "||" != isNegated
                    ? [.. left, .. right]
                    : [.. left.SelectMany(first => right.Select(second => (IReadOnlyList<TriggerTerm>)[.. first, .. second]))];
                return result.Count <= MostDisjuncts ? result : null;
            default:
                return [[new TriggerTerm(expression, isNegated)]];
        }
    }
}
