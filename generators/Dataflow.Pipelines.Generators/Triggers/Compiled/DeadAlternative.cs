using System.Linq;
using Dataflow.Pipelines.Generators.Graph;

namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>Tells from the text of an alternative alone that it can never be true.</summary>
internal static class DeadAlternative
{
    /// <summary>The condition that cannot be met, and why; null where all of them may be.</summary>
    public static (TriggerExpression Place, string Reason)? Find(PipelineGraph graph, IReadOnlyList<TriggerTerm> terms) =>
        terms.Select(term => Check(graph, term, terms)).FirstOrDefault(static found => found is not null) ?? FindContradiction(terms);

    private static (TriggerExpression Place, string Reason)? Check(PipelineGraph graph, TriggerTerm term, IReadOnlyList<TriggerTerm> terms)
    {
        if (term is { Expression: EventExpression named, IsNegated: false })
        {
            if (EventOwner.Of(graph.Pipeline, named.Name) is { Kind: EventOwnerKind.Node, Word: "batch_ready", Node: var index } && graph.Node(index) is { Feature.IsRunBound: true } publisher)
            {
                return (named, "stream nodes publish it, and '" + publisher.Name + "' is " + publisher.Feature.Noun);
            }

            return terms.Any(other => other is { IsNegated: true, Expression: EventExpression negated } && negated.Name == named.Name) ? (named, "the event and its absence are both asked for") : null;
        }

        return Fold(term.Expression) == term.IsNegated ? (term.Expression, "it is always " + (term.IsNegated ? "true" : "false")) : null;
    }

    // The value of a condition without variables.
    private static bool? Fold(TriggerExpression expression)
    {
        switch (expression)
        {
            case ConstantExpression { Kind: ConstantKind.Boolean } constant:
                return constant.Text == "true";
            case BinaryExpression { Left: ConstantExpression { Kind: ConstantKind.Text } left, Right: ConstantExpression { Kind: ConstantKind.Text } right, Operator: "==" or "!=" } texts:
                return (left.Text == right.Text) == (texts.Operator == "==");
            case BinaryExpression comparison when ConstantRange.ValueOf(comparison.Left) is { } left && ConstantRange.ValueOf(comparison.Right) is { } right:
                return comparison.Operator switch
                {
                    "==" => left == right,
                    "!=" => left != right,
                    "<" => left < right,
                    "<=" => left <= right,
                    ">" => left > right,
                    ">=" => left >= right,
                    _ => null,
                };
            default:
                return null;
        }
    }

    // Comparisons of one value with constants that exclude each other.
    private static (TriggerExpression Place, string Reason)? FindContradiction(IReadOnlyList<TriggerTerm> terms)
    {
        var ranges = new Dictionary<string, ConstantRange>();
        var texts = new Dictionary<string, string>();
        foreach (var comparison in terms.Where(static term => !term.IsNegated).Select(static term => term.Expression).OfType<BinaryExpression>())
        {
            var (path, constant, sign) = comparison.Left is PathExpression left ? (left, comparison.Right, comparison.Operator) : (comparison.Right as PathExpression, comparison.Left, Turn(comparison.Operator));
            if (path is null)
            {
                continue;
            }

            if (ConstantRange.ValueOf(constant) is { } value)
            {
                if (!ranges.TryGetValue(path.Path, out var range))
                {
                    ranges.Add(path.Path, range = new ConstantRange());
                }

                range.Restrict(sign, value);
                if (range.IsEmpty)
                {
                    return (comparison, "no number meets all comparisons with '" + path.Path + "'");
                }
            }
            else if (sign == "==" && constant is ConstantExpression { Kind: ConstantKind.Text } text)
            {
                if (texts.TryGetValue(path.Path, out var before) && before != text.Text)
                {
                    return (comparison, "'" + path.Path + "' is '" + before + "' in the same alternative");
                }

                texts[path.Path] = text.Text;
            }
        }

        return null;
    }

    private static string Turn(string comparison) =>
        comparison switch
        {
            "<" => ">",
            "<=" => ">=",
            ">" => "<",
            ">=" => "<=",
            _ => comparison,
        };
}
