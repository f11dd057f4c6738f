using System.Linq;
using Dataflow.Pipelines.Generators.Durations;
using Dataflow.Pipelines.Generators.Features.Keyed;
using Dataflow.Pipelines.Generators.Features.Operators;
using Dataflow.Pipelines.Generators.Features.Sources;
using Dataflow.Pipelines.Generators.Graph;
using Dataflow.Pipelines.Generators.Nodes;
using Dataflow.Pipelines.Generators.Pipelines;
using Dataflow.Pipelines.Generators.Reading;
using Dataflow.Pipelines.Generators.Writing;

namespace Dataflow.Pipelines.Generators.Chains;

/// <summary>Writes the class of one chain: its counters and outputs, and one loop over its input.</summary>
internal sealed class ChainEmitter
{
    /// <summary>The nested class of a chain with a constant for each output.</summary>
    public const string OutputsType = "Out";

    /// <summary>The loop over the input.</summary>
    public const string LoopMethod = "Loop";

    // Every class has these members: a constant of the same name would hide one.
    private static readonly HashSet<string> ObjectMembers = new(StringComparer.Ordinal)
    {
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    };

    private readonly SourceBuilder _code;
    private readonly PipelinePlan _plan;
    private readonly PipelineNames _names;
    private readonly BlockPlan _chain;
    private readonly ChainScope _scope;

    private ChainEmitter(SourceBuilder code, PipelinePlan plan, PipelineNames names, BlockPlan chain)
    {
        (_code, _plan, _names, _chain) = (code, plan, names, chain);
        _scope = new ChainScope(plan, names, chain);
    }

    /// <summary>The constant for the index of an output.</summary>
    public static string OutputName(PipelinePlan plan, NodeModel stream)
    {
        var name = stream.Name;
        while (name == OutputsType || ObjectMembers.Contains(name) || (name != stream.Name && plan.Graph.Pipeline.Nodes.Any(node => node.Name == name)))
        {
            name += "Output";
        }

        return TypeParser.Identifier(name);
    }

    /// <summary>The expression that creates a lane of a generated block.</summary>
    public static string New(PipelineNames names, BlockPlan block) => "new " + names.Block(block) + "(lane, pipeline)";

    public static void Emit(SourceBuilder code, PipelinePlan plan, PipelineNames names, BlockPlan chain)
    {
        code.Line();
        new ChainEmitter(code, plan, names, chain).Emit();
    }

    private void Emit()
    {
        var input = _names.Of(_scope.InputType);
        var baseClass = _chain.First.Part is SourceModel { Format: { } format } ? "flow::CodeGeneration.MessageSourceBlock<" + input + ", " + _names.Of(format) + ">"
            : _scope.IsSource ? "flow::CodeGeneration.RecordSourceBlock<" + input + ">"
            : _scope.Keyed is null ? "flow::CodeGeneration.ChainBlock<" + input + ">"
            : "flow::CodeGeneration.KeyedBlock<" + input + ">";
        _code.Line("// " + _chain);
        using var body = _code.Block("private sealed class " + _names.Block(_chain) + " : " + baseClass);
        EmitFields();
        EmitConstructor();
        _code.Line();
        EmitProcess();
        _code.Line();
        EmitLoop();
        if (_scope.Keyed is { TimersField: not null })
        {
            _code.Line();
            new TimerEmitter(_code, _plan, _names, _chain, _scope).Emit();
        }
    }

    private void EmitFields()
    {
        EmitOutputs();
        foreach (var node in _chain.Nodes)
        {
            _code.Line("private readonly flow::CodeGeneration.NodeCounters " + _scope.Counters(node) + ";");
        }

        foreach (var stream in _chain.Outputs)
        {
            _code.Line("private readonly flow::CodeGeneration.Output<" + _names.Of(_plan.Graph.Node(stream).Output!) + "> " + _scope.Output(stream) + ";");
        }

        EmitKeyedFields();
        foreach (var (node, input) in _scope.Inputs)
        {
            _code.Line("private readonly " + _names.Of(input.Type) + (input.IsNullable ? "? " : " ") + _scope.Input(node, input.Name) + ";");
        }

        if (_scope.NeedsPipeline)
        {
            _code.Line("private readonly " + _names.Self + " pipeline;");
        }

        _code.Line();
        _code.Line("// the node whose code runs; its exceptions name it");
        _code.Line("private flow::CodeGeneration.NodeCounters running;");
        _code.Line();
    }

    private void EmitOutputs()
    {
        if (_chain.Outputs.Count == 0)
        {
            return;
        }

        using (_code.Block("public static class " + OutputsType))
        {
            for (var i = 0; i < _chain.Outputs.Count; i++)
            {
                _code.Line("public const int " + OutputName(_plan, Stream(i)) + " = " + i.ToString(System.Globalization.CultureInfo.InvariantCulture) + ";");
            }
        }

        _code.Line();
    }

    private void EmitConstructor()
    {
        _code.Line("public " + _names.Block(_chain) + "(flow::CodeGeneration.LaneContext lane, " + _names.Self + " pipeline)");
        using (_code.Indent())
        {
            _code.Line(_scope.IsSource ? ": base(lane, pipeline." + PipelineNames.Member(_chain.First.Name) + ", " + Watermark() + ")" : ": base(lane)");
        }

        using (_code.Block(""))
        {
            foreach (var node in _chain.Nodes)
            {
                _code.Line(_scope.Counters(node) + " = lane.Counters(" + Literals.Text(_plan.Graph.Node(node).Id) + ");");
            }

            foreach (var stream in _chain.Outputs)
            {
                _code.Line(_scope.Output(stream) + " = AddOutput<" + _names.Of(_plan.Graph.Node(stream).Output!) + ">();");
            }

            EmitKeyedConstruction();
            EmitInputs();
            if (_scope.NeedsPipeline)
            {
                _code.Line("this.pipeline = pipeline;");
            }

            _code.Line("running = " + _scope.Counters(_chain.Nodes[0]) + ";");
        }
    }

    private void EmitInputs()
    {
        if (_scope.Inputs.Count > 0)
        {
            _code.Line("var inputs = lane.Inputs<" + _names.StreamInputs + ">();");
        }

        foreach (var (node, input) in _scope.Inputs)
        {
            _code.Line(_scope.Input(node, input.Name) + " = inputs." + _names.StreamInput(_plan.Graph.Node(node), input.Name) + ";");
        }
    }

    private void EmitKeyedFields()
    {
        if (_scope.Keyed is { StateField: { } states })
        {
            _code.Line("private readonly flow::State.KeyedState<" + _names.Of(Keyed.State!.Type) + "> " + states + ";");
        }

        if (_scope.Keyed is { TimersField: { } timers })
        {
            _code.Line("private readonly flow::CodeGeneration.TimerQueue " + timers + ";");
        }
    }

    private void EmitKeyedConstruction()
    {
        if (_scope.Keyed is { StateField: { } states })
        {
            var keyed = Keyed;
            _code.Line(states + " = AddState<" + _names.Of(keyed.State!.Type) + ", " + _names.Of(_chain.First, OperatorFeature.State) + ">(" + (keyed.Ttl is { } ttl ? Lifetime(ttl) : "") + ");");
        }

        if (_scope.Keyed is { TimersField: { } timers })
        {
            _code.Line(timers + " = AddTimers();");
        }
    }

    private string Lifetime(TtlModel ttl) =>
        "new flow::State.TtlPolicy(" + DurationCode.Of(_plan.Graph.Pipeline, _chain.First, ttl.Length) + ", flow::StateRefresh." + ttl.Refresh + ", flow::StateClock." + ttl.Clock + ")";

    private string Watermark()
    {
        var pipeline = _plan.Graph.Pipeline;
        var watermark = ((SourceModel)_chain.First.Part!).Watermark;
        var settings = new[] { ("MaxOutOfOrderness", watermark?.MaxOutOfOrderness), ("IdleTimeout", watermark?.IdleTimeout), ("MaxAhead", watermark?.MaxAhead), ("MaxDrift", watermark?.MaxDrift) }
            .Where(setting => setting.Item2 is not null)
            .Select(setting => setting.Item1 + " = " + DurationCode.Of(pipeline, _chain.First, setting.Item2!))
            .ToList();
        return "new flow::CodeGeneration.WatermarkPolicy" + (settings.Count == 0 ? "()" : " { " + string.Join(", ", settings) + " }");
    }

    private void EmitProcess()
    {
        var rejecting = _chain.Nodes.Where(node => _plan.Graph.Node(node).Part is OperatorModel { CatchesFaults: true }).ToList();
        using var method = _code.Block("protected override void Process(" + _scope.Parameters + ")");
        _code.Line("var next = 0;");
        if (rejecting.Count == 0)
        {
            EmitTry(() => _code.Line("throw Unexpected(running, " + _scope.Place + ", fault);"));
            return;
        }

        using (_code.Block("while (next < " + _scope.Count + ")"))
        {
            EmitTry(() =>
            {
                new FaultEmitter(_code, _plan, _scope, rejecting).Emit(rethrows: true);
                _code.Line("next++;");
            });
        }
    }

    private void EmitTry(Action handler)
    {
        using (_code.Block("try"))
        {
            _code.Line(LoopMethod + "(" + _scope.Arguments + ", ref next);");
        }

        // A RecordFaultException was thrown for a record that fails the job: it passes through unchanged.
        var stops = _chain.Nodes.Any(node => _plan.Graph.Node(node).Part is OperatorModel { RejectAfter: > 0 });
        using (_code.Block("catch (sys::Exception fault)" + (stops ? " when (fault is not flow::RecordFaultException)" : "")))
        {
            handler();
        }
    }

    private void EmitLoop()
    {
        using var method = _code.Block("private void " + LoopMethod + "(" + _scope.Parameters + ", ref int next)");
        foreach (var stream in _chain.Outputs.Where(stream => _plan.Graph.Node(stream).Feature.Port != PortKind.Rejects))
        {
            _code.Line("ref var " + _scope.Output(stream) + " = ref this." + _scope.Output(stream) + ".Emitter;");
        }

        if (_scope.HasMessages)
        {
            _code.Line("ref var format = ref Format;");
        }

        if (_scope.Keyed is not null)
        {
            _code.Line("var keys = new sys::ReadOnlySpan<sys::UInt128>(batch.Keys, 0, batch.Count);");
        }

        using (_code.Block("for (; next < " + _scope.Count + "; next++)"))
        {
            new LoopEmitter(_code, _plan, _names, _chain, _scope).Emit();
        }
    }

    private KeyedModel Keyed => ((OperatorModel)_chain.First.Part!).Keyed;

    private NodeModel Stream(int output) => _plan.Graph.Node(_chain.Outputs[output]);
}
