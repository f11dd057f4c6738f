using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Control;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Restarts;
using Dataflow.Pipelines.Generators.Triggers;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Pipelines;

/// <summary>Writes the descriptor: the pipeline as it was declared.</summary>
internal static class DescriptorEmitter
{
    public static void Emit(SourceBuilder code, PipelinePlan plan, PipelineNames names)
    {
        var pipeline = plan.Graph.Pipeline;
        using (code.Block("static flow::Graph.PipelineDescriptor flow::Graph.IPipeline<" + names.Self + ">.Descriptor { get; } = new(" + Text(pipeline.Id.Text) + ")", "};"))
        {
            EmitText(code, "Namespace", pipeline.Namespace);
            EmitText(code, "Version", pipeline.Version);
            EmitText(code, "Title", pipeline.Title);
            EmitText(code, "Description", pipeline.Description);
            EmitText(code, "TimeZone", pipeline.TimeZone?.Text);
            if (pipeline.Parallelism > 0)
            {
                code.Line("Parallelism = " + Number(pipeline.Parallelism) + ",");
            }

            if (pipeline.CheckpointInterval is { } interval)
            {
                code.Line("CheckpointInterval = " + DurationCode.OfConstant(interval) + ",");
            }

            if (pipeline.Restart is { } restart)
            {
                code.Line("Restart = " + RestartEmitter.Of(restart) + ",");
            }

            EmitList(code, "Inputs", pipeline.Inputs.Select(Input));
            EmitList(code, "Services", pipeline.Services.Select(Service));
            EmitNodes(code, plan);
            EmitList(code, "Edges", Edges(plan));
            EmitList(code, "ExternalEvents", pipeline.ExternalEvents.Select(Text));
        }
    }

    private static void EmitNodes(SourceBuilder code, PipelinePlan plan)
    {
        code.Line("Nodes =");
        code.Line("[");
        using (code.Indent())
        {
            foreach (var index in plan.Graph.Order)
            {
                EmitNode(code, plan, index);
            }
        }

        code.Line("],");
    }

    private static void EmitNode(SourceBuilder code, PipelinePlan plan, int index)
    {
        var node = plan.Graph.Node(index);
        var settings = NodeSettings.Of(node).Select(Text).ToList();
        var isAtMostOnce = node.Buffer is { WhenFull: not ("Wait" or "Fail") };
        var head = "new(" + Text(node.Id) + ", " + Text(node.Name) + ", flow::Graph.NodeKind." + node.Feature.DescribedAs(node) + ", " + Text(node.Output?.Display ?? "") + ", Block: " + Text(plan.BlockId(index)) + ")";
        if (settings.Count == 0 && node.Triggers.Count == 0 && node.Health is null && !isAtMostOnce)
        {
            code.Line(head + ",");
            return;
        }

        using (code.Block(head, "},"))
        {
            EmitList(code, "Triggers", node.Triggers.Select(Trigger));
            if (node.Health is { } health)
            {
                code.Line("Health = new(" + HealthCode.Interval(health) + ", " + (health.Endpoint is { } endpoint ? Text(endpoint.Text) : "null") + "),");
            }

            EmitList(code, "Settings", settings);
            if (isAtMostOnce)
            {
                code.Line("IsAtMostOnce = true,");
            }
        }
    }

    private static string Input(InputModel input) =>
        "new(" + Text(input.Id) + ", " + Text(InputCode.Describe(input)) + ", " + Text(input.Description ?? "") + ", IsRequired: " + (input.IsRequired ? "true" : "false") + (input.IsSensitive ? ", IsSensitive: true" : "") + ")";

    private static string Service(ServiceModel service) =>
        "new(" + Text(service.Name) + ", typeof(" + Types.Short(service.TypeName) + "), IsRequired: " + (service.Fallback is null ? "true" : "false") + ")" + (service.Key is { } key ? " { Key = " + key + " }" : "");

    private static IEnumerable<string> Edges(PipelinePlan plan) =>
        plan.Graph.Order.SelectMany(index => plan.Graph.Upstreams(index).Select(upstream =>
            "new(" + Text(plan.Graph.Node(upstream).Id) + ", " + Text(plan.Graph.Node(index).Id) + ", IsFused: " + (plan.IsFused(upstream, index) ? "true" : "false") + ")"));

    private static string Trigger(TriggerModel trigger)
    {
        var settings = new List<string>();
        if (trigger.Mode != "OncePerRun")
        {
            settings.Add("Mode = flow::StartMode." + trigger.Mode);
        }

        if (trigger.Kind == TriggerKind.AlertWhen)
        {
            settings.Add("Channel = " + Text(trigger.Channel ?? "log"));
            settings.Add("Severity = flow::Severity." + trigger.Severity);
            if (trigger.Message is { } message)
            {
                settings.Add("Message = " + Text(message.Text));
            }

            if (trigger.RepeatEvery is { IsMissing: false } interval)
            {
                settings.Add("RepeatEvery = " + DurationCode.OfConstant(interval));
            }
        }

        return "new(" + Text(trigger.Kind.ToString()) + ", " + Text(trigger.Expression.Text) + ")" + (settings.Count == 0 ? "" : " { " + string.Join(", ", settings) + " }");
    }

    private static void EmitList(SourceBuilder code, string name, IEnumerable<string> items)
    {
        var list = items.ToList();
        if (list.Count == 0)
        {
            return;
        }

        code.Line(name + " =");
        code.Line("[");
        using (code.Indent())
        {
            list.ForEach(item => code.Line(item + ","));
        }

        code.Line("],");
    }

    private static void EmitText(SourceBuilder code, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            code.Line(name + " = " + Text(value!) + ",");
        }
    }

    private static string Text(string value) => Literals.Text(value);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
