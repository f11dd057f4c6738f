using System.Globalization;
using System.Linq;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Triggers;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Control;

/// <summary>Writes the control graph of a pipeline: its nodes with their compiled triggers, the events that these name, and the calls of its tasks.</summary>
internal sealed class ControlEmitter
{
    private readonly PipelineGraph _graph;
    private readonly PipelineNames _names;
    private readonly EventTable _events;
    private readonly PathCompiler _paths;
    private readonly StreamGraphs _streams;
    private readonly List<(string Comment, string Name, string Condition)> _guards = [];

    private ControlEmitter(PipelineGraph graph, PipelineNames names)
    {
        (_graph, _names) = (graph, names);
        _events = new EventTable(graph);
        _paths = new PathCompiler(names);
        _streams = new StreamGraphs(graph);
    }

    public static void Emit(SourceBuilder code, PipelineGraph graph, PipelineNames names) => new ControlEmitter(graph, names).Emit(code);

    private void Emit(SourceBuilder code)
    {
        var pipeline = _graph.Pipeline;
        code.Line();
        code.Line("static flow::CodeGeneration.ControlPlane flow::Graph.IPipeline<" + _names.Self + ">.ControlPlane => flow::CodeGeneration.ControlPlanes.Of<" + _names.Self + ">();");
        code.Line();
        using (code.Block("static flow::CodeGeneration.ControlGraph flow::Control.IControlledPipeline<" + _names.Self + ">.Control { get; } = new(" + Literals.Text(pipeline.Id.Text) + ")", "};"))
        {
            EmitOptions(code, pipeline);
            EmitList(code, "Nodes", () =>
            {
                for (var i = 0; i < pipeline.Nodes.Count; i++)
                {
                    EmitNode(code, i);
                }
            });

            if (_streams.All.Count > 0)
            {
                code.Line("Streams = [" + string.Join(", ", _streams.All.Select(Stream)) + "],");
            }

            // After the nodes, whose triggers have named them all.
            EmitList(code, "Events", () => _events.Code.ToList().ForEach(named => code.Line(named + ",")));
            code.Line("CreateOutputs = static () => new " + _names.Outputs + "(),");
        }

        OutputsEmitter.Emit(code, _graph, _names);
        StreamInputsEmitter.Emit(code, _graph, _names, _streams);
        EmitGuards(code);
        EmitCalls(code);
    }

    private static void EmitOptions(SourceBuilder code, PipelineModel pipeline)
    {
        if (pipeline.MaxActiveRuns is { } most)
        {
            code.Line("MaxActiveRuns = " + most.ToString(CultureInfo.InvariantCulture) + ",");
        }

        if (pipeline.CatchUp is { } catchUp)
        {
            code.Line("CatchUp = flow::CatchUp." + catchUp + ",");
        }

        if (pipeline.Pools.Count > 0)
        {
            code.Line("Pools = new sys::Collections.Generic.Dictionary<string, int> { " + string.Join(", ", pipeline.Pools.Select(static pool => "[" + Literals.Text(pool.Name) + "] = " + pool.Slots.ToString(CultureInfo.InvariantCulture))) + " },");
        }
    }

    private void EmitNode(SourceBuilder code, int index)
    {
        var node = _graph.Node(index);
        var kind = node.Feature is RunFeature run ? run.ControlKind : "Stream";
        var head = "new(" + Literals.Text(node.Id) + ", flow::CodeGeneration.ControlNodeKind." + kind + ")";
        var settings = node.Feature is RunFeature bound ? bound.Settings(node).ToList() : StreamSettings(index);
        if (node.Triggers.Count == 0 && settings.Count == 0 && kind == "Stream")
        {
            code.Line(head + ",");
            return;
        }

        using (code.Block(head, "},"))
        {
            if (kind != "Stream")
            {
                code.Line(kind + " = " + _names.Calls + "." + PipelineNames.Member(node.Name) + ",");
            }

            settings.ForEach(setting => code.Line(setting + ","));
            foreach (var trigger in node.Triggers)
            {
                EmitTrigger(code, index, node, trigger);
            }
        }
    }

    private string Stream(IReadOnlyList<int> nodes) =>
        "new([" + Numbers(nodes) + "])" + (StreamInputsEmitter.Reader(_graph, nodes) is { } reader ? " { ReadInputs = " + _names.StreamInputs + "." + reader + " }" : "");

    private List<string> StreamSettings(int index)
    {
        var settings = new List<string>();
        if (!_streams.HasStart(index))
        {
            settings.Add(LifeOf(index));
        }

        if (HealthCode.Of(_graph, _names, index) is { } check)
        {
            settings.Add(check);
        }

        return settings;
    }

    private string LifeOf(int node) => _streams.LifeOf(node) is >= 0 and var owner ? "LifeOf = " + owner.ToString(CultureInfo.InvariantCulture) : "IsAlwaysOn = true";

    private void EmitTrigger(SourceBuilder code, int index, NodeModel node, TriggerModel trigger)
    {
        // The compiler reports an attribute without its argument.
        if (TriggerRule.TryParse(trigger) is not { } expression)
        {
            return;
        }

        if (trigger.Mode != "OncePerRun")
        {
            code.Line("Mode = flow::StartMode." + trigger.Mode + ",");
        }

        var disjuncts = TriggerCompiler.Compile(_graph, index, trigger, expression, _paths, _events.IndexOf).Disjuncts;
        var name = trigger.Kind.ToString().Replace("When", "");
        var text = string.Join(" ", trigger.Expression.Text.Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
        var head = "new flow::CodeGeneration.Trigger(" + Literals.Text(text) + ", ";
        var parts = disjuncts.Select((disjunct, i) => Disjunct(disjunct, text, node.Name + name + (disjuncts.Count == 1 ? "" : (i + 1).ToString(CultureInfo.InvariantCulture)))).ToList();
        if (trigger.Kind == TriggerKind.AlertWhen)
        {
            code.Line("Alerts = [new(" + head + string.Join(", ", parts) + "), " + Literals.Text(trigger.Channel ?? "log") + ", flow::Severity." + trigger.Severity + ", " + Message(index, node, trigger) + ")" + Repeat(trigger) + "],");
            return;
        }

        if (parts.Count == 1)
        {
            code.Line(name + " = " + head + parts[0] + "),");
            return;
        }

        code.Line(name + " = " + head.TrimEnd());
        using (code.Indent())
        {
            for (var i = 0; i < parts.Count; i++)
            {
                code.Line(parts[i] + (i == parts.Count - 1 ? ")," : ","));
            }
        }
    }

    private static string Repeat(TriggerModel trigger) =>
        trigger.RepeatEvery is { IsMissing: false } interval ? " { RepeatEvery = " + DurationCode.OfConstant(interval) + " }" : "";

    private string Message(int index, NodeModel node, TriggerModel trigger)
    {
        if (trigger.Message is not { IsMissing: false } message)
        {
            return "null";
        }

        var values = new ValueCompiler(_graph, index, message.Anchor, _paths);
        var code = TemplateCode.Of(Template.Parse(message.Text).Parts, values);
        var name = PipelineNames.Member(node.Name + "Message");
        _guards.Add(("", name, code));
        return _names.Triggers + "." + name;
    }

    private string Disjunct(CompiledDisjunct disjunct, string text, string name)
    {
        var settings = new List<string>();
        if (disjunct.Latches.Count > 0)
        {
            settings.Add("Latches = [" + Numbers(disjunct.Latches.Select(_events.IndexOf)) + "]");
        }

        if (disjunct.Negated.Count > 0)
        {
            settings.Add("Negated = [" + Numbers(disjunct.Negated.Select(_events.IndexOf).Distinct()) + "]");
        }

        if (disjunct.Guard.Length > 0)
        {
            var method = PipelineNames.Member(name);
            _guards.Add((text, method, disjunct.Guard));
            settings.Add("Guard = " + _names.Triggers + "." + method);
        }

        if (disjunct.Reads.Nodes.Count > 0)
        {
            settings.Add("Reads = [" + Numbers(disjunct.Reads.Nodes) + "]");
        }

        if (disjunct.Reads.Run)
        {
            settings.Add("ReadsRun = true");
        }

        if (disjunct.Reads.Samples)
        {
            settings.Add("ReadsSamples = true");
        }

        return "new flow::CodeGeneration.Disjunct { " + string.Join(", ", settings) + " }";
    }

    private void EmitGuards(SourceBuilder code)
    {
        if (_guards.Count == 0)
        {
            return;
        }

        code.Line();
        using var body = code.Block("private static class " + _names.Triggers);
        for (var i = 0; i < _guards.Count; i++)
        {
            var (text, name, condition) = _guards[i];
            if (i > 0)
            {
                code.Line();
            }

            if (text.Length > 0)
            {
                code.Line("// " + text);
            }

            var head = "public static " + (text.Length > 0 ? "bool " : "string ") + name + "(flow::CodeGeneration.TriggerScope at)";
            if (!ScopeCode.IsUsed(condition))
            {
                code.Line(head + " => " + condition + ";");
                continue;
            }

            using (code.Block(head))
            {
                ScopeCode.Emit(code, _names, condition);
                code.Line("return " + condition + ";");
            }
        }
    }

    private void EmitCalls(SourceBuilder code)
    {
        var nodes = Enumerable.Range(0, _graph.Pipeline.Nodes.Count).Where(index => _graph.Node(index).Feature is RunFeature).ToList();
        if (nodes.Count == 0)
        {
            return;
        }

        code.Line();
        using var body = code.Block("private static class " + _names.Calls);
        for (var i = 0; i < nodes.Count; i++)
        {
            if (i > 0)
            {
                code.Line();
            }

            ((RunFeature)_graph.Node(nodes[i]).Feature).EmitCall(code, _graph, _names, nodes[i]);
        }
    }

    private static void EmitList(SourceBuilder code, string name, Action items)
    {
        code.Line(name + " =");
        code.Line("[");
        using (code.Indent())
        {
            items();
        }

        code.Line("],");
    }

    private static string Numbers(IEnumerable<int> numbers) => string.Join(", ", numbers.Select(static number => number.ToString(CultureInfo.InvariantCulture)));
}
