using System.Linq;
using Dataflow.Pipelines.Generators.Diagnostics;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Reading;

namespace Dataflow.Pipelines.Generators.Triggers;

/// <summary>Triggers, and the templates in alert messages, can be parsed, and the names in them exist.</summary>
internal static class TriggerRule
{
    public static IEnumerable<DiagnosticModel> Check(PipelineGraph graph) =>
        graph.Pipeline.Nodes.SelectMany(node => node.Triggers.SelectMany(trigger => Check(graph, node, trigger)));

    private static IEnumerable<DiagnosticModel> Check(PipelineGraph graph, NodeModel node, TriggerModel trigger)
    {
        if (trigger.Expression.IsMissing)
        {
            yield break;
        }

        var (expressions, fault) = Parse(() => [TriggerParser.ParseTrigger(trigger.Expression.Text)]);
        foreach (var wrong in fault is null ? CheckNames(graph, node, trigger, trigger.Expression, expressions) : [Report(trigger.Expression, fault)])
        {
            yield return wrong;
        }

        if (trigger.Message is { } message)
        {
            (expressions, fault) = Parse(() => TriggerParser.ParseTemplate(message.Text));
            foreach (var wrong in fault is null ? CheckNames(graph, node, trigger, message, expressions) : [Report(message, fault)])
            {
                yield return wrong;
            }
        }
    }

    private static (IReadOnlyList<TriggerExpression> Expressions, TriggerFault? Fault) Parse(Func<IReadOnlyList<TriggerExpression>> parse)
    {
        try
        {
            return (parse(), null);
        }
        catch (TriggerFault fault)
        {
            return ([], fault);
        }
    }

    private static DiagnosticModel Report(TextModel text, TriggerFault fault) =>
        DiagnosticModel.Of(fault.IsCron ? Descriptors.BadCron : Descriptors.TriggerSyntax, text.Anchor.Slice(fault.Start, fault.Length), fault.Message);

    private static IEnumerable<DiagnosticModel> CheckNames(PipelineGraph graph, NodeModel node, TriggerModel trigger, TextModel text, IReadOnlyList<TriggerExpression> expressions)
    {
        foreach (var part in expressions.SelectMany(expression => expression.All()))
        {
            var wrong = part switch
            {
                EventExpression named => EventNames.Check(graph.Pipeline, named, text.Anchor) ?? CheckRetry(node, trigger, named, text.Anchor),
                PathExpression path => PathNames.Check(graph.Pipeline, path, text.Anchor),
                BinaryExpression comparison => PathNames.CheckComparison(comparison, text.Anchor),
                _ => null,
            };
            if (wrong is not null)
            {
                yield return wrong;
            }
        }
    }

    private static DiagnosticModel? CheckRetry(NodeModel node, TriggerModel trigger, EventExpression named, Anchor anchor) =>
        trigger.Kind == TriggerKind.RetryWhen && named.Name != node.Id + ".failed"
            ? DiagnosticModel.Of(Descriptors.RetryOfOther, anchor.Slice(named.Start, named.Length), node.Name, node.Id) with { Suggestion = "event:" + node.Id + ".failed" }
            : null;
}
