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

    /// <summary>The trigger, or null where it cannot be read.</summary>
    public static TriggerExpression? TryParse(TriggerModel trigger) =>
        trigger.Expression.IsMissing ? null : Parse(() => [TriggerParser.ParseTrigger(trigger.Expression.Text)]).Expressions is { Count: 1 } read ? read[0] : null;

    /// <summary>When a node starts; null where it has no such trigger, or one that cannot be read.</summary>
    public static TriggerExpression? StartOf(NodeModel node) =>
        node.Triggers.FirstOrDefault(static trigger => trigger.Kind == TriggerKind.StartWhen) is { } start ? TryParse(start) : null;

    private static IEnumerable<DiagnosticModel> Check(PipelineGraph graph, NodeModel node, TriggerModel trigger)
    {
        if (trigger.Expression.IsMissing)
        {
            yield break;
        }

        var (expressions, fault) = Parse(() => [TriggerParser.ParseTrigger(trigger.Expression.Text)]);
        foreach (var wrong in fault is null ? CheckNames(graph, node, trigger, trigger.Expression, expressions) : [Report(trigger.Expression, "trigger", fault)])
        {
            yield return wrong;
        }

        if (trigger.Message is { } message)
        {
            (expressions, fault) = Parse(() => [.. Template.Parse(message.Text).Holes]);
            foreach (var wrong in fault is null ? CheckNames(graph, node, trigger, message, expressions) : [Report(message, "template", fault)])
            {
                yield return wrong;
            }

            // Messages are stored and sent.
            foreach (var shown in SecretRule.Check(graph.Pipeline, expressions, message, "The message", "leave it out"))
            {
                yield return shown;
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

    private static DiagnosticModel Report(TextModel text, string kind, TriggerFault fault) =>
        fault.IsCron
            ? DiagnosticModel.Of(Descriptors.BadCron, text.Anchor.Slice(fault.Start, fault.Length), fault.Message)
            : DiagnosticModel.Of(Descriptors.TriggerSyntax, text.Anchor.Slice(fault.Start, fault.Length), kind, fault.Message);

    private static IEnumerable<DiagnosticModel> CheckNames(PipelineGraph graph, NodeModel node, TriggerModel trigger, TextModel text, IReadOnlyList<TriggerExpression> expressions)
    {
        foreach (var part in expressions.SelectMany(expression => expression.All()))
        {
            var wrong = part switch
            {
                EventExpression named => EventNames.Check(graph.Pipeline, named, text.Anchor) ?? CheckRetry(node, trigger, named, named.Name, text.Anchor),
                CronExpression cron => CheckRetry(node, trigger, cron, "", text.Anchor),
                PathExpression path => PathNames.Check(graph, node, path, text.Anchor),
                _ => null,
            };
            if (wrong is not null)
            {
                yield return wrong;
            }
        }
    }

    private static DiagnosticModel? CheckRetry(NodeModel node, TriggerModel trigger, TriggerExpression found, string name, Anchor anchor) =>
        trigger.Kind == TriggerKind.RetryWhen && name != node.Id + ".failed"
            ? DiagnosticModel.Of(Descriptors.RetryOfOther, anchor.Slice(found.Start, found.Length), node.Name, node.Id) with { Suggestion = "event:" + node.Id + ".failed" }
            : null;
}
