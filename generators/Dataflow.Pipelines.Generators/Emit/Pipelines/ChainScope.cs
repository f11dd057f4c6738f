using System.Collections.Generic;
using System.Linq;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Model;
using Dataflow.Pipelines.Generators.Rules;

namespace Dataflow.Pipelines.Generators.Emit.Pipelines;

/// <summary>The names inside the class of one chain, and what differs between a chain with a source and one without.</summary>
internal sealed class ChainScope
{
    private static readonly string[] Own = ["running", "pipeline", "lane", "message", "messages", "batch", "next", "ticks", "reason", "fault", "keys", "key", "before"];
    private readonly LocalNames _locals;
    private readonly Dictionary<int, string> _counters;
    private readonly Dictionary<int, string> _outputs;

    public ChainScope(PipelinePlan plan, PipelineNames names, BlockPlan chain)
    {
        // The constants of the outputs are named as the members are, which may be in lower case too.
        _locals = new LocalNames([.. Own, .. names.TypeNames, names.Block(chain), .. chain.Outputs.Select(stream => ChainEmitter.OutputName(plan, plan.Graph.Node(stream)).TrimStart('@'))]);
        IsSource = chain.First.Kind == NodeKind.Source;
        InputType = IsSource ? chain.First.Output! : EdgeTypeRule.InputOf(plan.Graph, chain.First)!;
        NeedsPipeline = chain.Nodes.Any(node => plan.Graph.Node(node) is { Kind: NodeKind.Operator, IsStatic: false })
            || plan.Graph.TimerOf(chain.First) is { IsStatic: false };
        _counters = chain.Nodes.ToDictionary(node => node, node => _locals.Take(plan.Graph.Node(node).Name));
        _outputs = chain.Outputs.ToDictionary(stream => stream, stream => _locals.Take("To" + plan.Graph.Node(stream).Name));
        Keyed = chain.First.IsKeyed && chain.First.Keyed is { IsStateful: true } ? new KeyedScope(chain.First, _locals) : null;
        ReadsByInterface = IsSource && plan.Graph.Pipeline.FindRecord(InputType) is { } record && record.TakenNames.Contains("TryReadJson");
        Read = ReadsByInterface ? _locals.Take("ReadRecord") + "<" + names.Of(InputType) + ">" : names.Of(InputType) + ".TryReadJson";
        Parameter = IsSource ? "sys::ReadOnlySpan<flow::Connectors.SourceMessage> messages" : "flow::RecordBatch<" + names.Of(InputType) + "> batch";
    }

    /// <summary>Names of the state and the timers of its first node; none where it has neither.</summary>
    public KeyedScope? Keyed { get; }

    public bool IsSource { get; }

    public TypeModel InputType { get; }

    /// <summary>Whether a node's method is an instance method.</summary>
    public bool NeedsPipeline { get; }

    /// <summary>Whether the record has a member of the name of the codec: then a generic method calls the codec, as directly as the name would.</summary>
    public bool ReadsByInterface { get; }

    /// <summary>The method that reads a record of a source.</summary>
    public string Read { get; }

    /// <summary>What the loop runs over.</summary>
    public string Parameter { get; }

    public string Argument => IsSource ? "messages" : "batch";

    public string Count => IsSource ? "messages.Length" : "batch.Count";

    /// <summary>The record at hand, outside the loop, as the base class's methods take it.</summary>
    public string Place => IsSource ? "in messages[next]" : "batch, next";

    /// <summary>The record at hand, inside the loop.</summary>
    public string PlaceInLoop => IsSource ? "in message" : "batch, next";

    public string Counters(int node) => _counters[node];

    public string Output(int stream) => _outputs[stream];

    public string Take(string name) => _locals.Take(name);

    /// <summary>A name for a record: after its type, and after the node too where another has that name.</summary>
    public string TakeRecord(NodeModel node, TypeModel type)
    {
        var plain = new string(type.Display.Where(c => char.IsLetterOrDigit(c) || c == '_').ToArray());
        return _locals.IsFree(plain) ? _locals.Take(plain) : _locals.Take(node.Name + plain);
    }
}
