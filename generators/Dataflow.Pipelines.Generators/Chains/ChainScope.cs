using System.Linq;
using Dataflow.Pipelines.Generators.Control;
using Dataflow.Pipelines.Generators.Features.Keyed;
using Dataflow.Pipelines.Generators.Features.Operators;
using Dataflow.Pipelines.Generators.Features.Runs;
using Dataflow.Pipelines.Generators.Features.Sources;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Chains;

/// <summary>The names inside the class of one chain, and the code that differs between a chain with a source and one without.</summary>
internal sealed class ChainScope
{
    private static readonly string[] Own = ["running", "pipeline", "lane", "message", "messages", "records", "split", "format", "batch", "next", "ticks", "reason", "fault", "keys", "key", "before", "inputs"];
    private readonly LocalNames _locals;
    private readonly Dictionary<int, string> _counters;
    private readonly Dictionary<int, string> _outputs;
    private readonly Dictionary<(int Node, string Parameter), string> _inputs;
    private readonly string _input;

    public ChainScope(PipelinePlan plan, PipelineNames names, BlockPlan chain)
    {
        _locals = new LocalNames([.. Own, .. names.TypeNames, names.Block(chain)]);
        IsSource = chain.First.Feature.IsSource;
        InputType = IsSource ? chain.First.Output! : EdgeTypeRule.InputOf(plan.Graph, chain.First)!;
        _input = names.Of(InputType);
        NeedsPipeline = chain.Nodes.Any(node => plan.Graph.Node(node) is { Shape: MemberShape.Method, IsStatic: false })
            || plan.Graph.TimerOf(chain.First) is { IsStatic: false };
        _counters = chain.Nodes.ToDictionary(node => node, node => _locals.Take(plan.Graph.Node(node).Name));
        _outputs = chain.Outputs.ToDictionary(stream => stream, stream => _locals.Take("To" + plan.Graph.Node(stream).Name));
        Inputs = [.. chain.Nodes.SelectMany(node => StreamInputsEmitter.Of(plan.Graph.Node(node)), static (node, input) => (node, input))];
        _inputs = Inputs.ToDictionary(static taken => (taken.Node, taken.Input.Name), taken => _locals.Take(taken.Input.Name));
        Keyed = chain.First.IsKeyed && chain.First.Part is OperatorModel { Keyed.IsStateful: true } keyed ? new KeyedScope(chain.First, keyed, _locals) : null;
        HasMessages = chain.First.Part is SourceModel { HasMessages: true };
    }

    /// <summary>Names of the state and the timers of its first node; null where it has neither.</summary>
    public KeyedScope? Keyed { get; }

    /// <summary>What its nodes take from the outputs of runs.</summary>
    public IReadOnlyList<(int Node, RunInput Input)> Inputs { get; }

    public bool IsSource { get; }

    public TypeModel InputType { get; }

    /// <summary>Whether a node's method is an instance method.</summary>
    public bool NeedsPipeline { get; }

    /// <summary>Whether its source has messages, which a format decodes.</summary>
    public bool HasMessages { get; }

    /// <summary>The input of the loop, as the base class passes it.</summary>
    public string Parameters => (HasMessages, IsSource) switch
    {
        (true, _) => "sys::ReadOnlySpan<flow::Connectors.SourceMessage> messages",
        (_, true) => "sys::ReadOnlySpan<" + _input + "> records, int split",
        _ => "flow::RecordBatch<" + _input + "> batch",
    };

    public string Arguments => HasMessages ? "messages" : IsSource ? "records, split" : "batch";

    public string Count => HasMessages ? "messages.Length" : IsSource ? "records.Length" : "batch.Count";

    /// <summary>The current record, outside the loop, as the methods of the base class take it.</summary>
    public string Place => HasMessages ? "in messages[next]" : IsSource ? "next" : "batch, next";

    /// <summary>The current record, inside the loop.</summary>
    public string PlaceInLoop => HasMessages ? "in message" : IsSource ? "next" : "batch, next";

    /// <summary>Index of the split of the current record, for a source.</summary>
    public string Split => HasMessages ? "message.Split" : "split";

    public string Counters(int node) => _counters[node];

    public string Output(int stream) => _outputs[stream];

    /// <summary>The field for what a parameter of a node takes from the outputs of runs.</summary>
    public string Input(int node, string parameter) => _inputs[(node, parameter)];

    public string Take(string name) => _locals.Take(name);

    /// <summary>A name for a record: its type, with the node's name in front where that name is taken.</summary>
    public string TakeRecord(NodeModel node, TypeModel type)
    {
        var plain = new string(type.Display.Where(c => char.IsLetterOrDigit(c) || c == '_').ToArray());
        return _locals.IsFree(plain) ? _locals.Take(plain) : _locals.Take(node.Name + plain);
    }
}
