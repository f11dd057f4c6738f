using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Graphs;

/// <summary>A stateless node of a random graph. Outputs: 0 the main one, 1 the side output, 2 the rejects.</summary>
internal sealed class GraphChainBlock : ChainBlock<Click>
{
    private readonly GraphNode _node;
    private readonly NodeCounters _counters;
    private readonly Output<Click> _main;
    private readonly Output<Click> _side;
    private readonly Output<DeadLetter> _rejects;

    public GraphChainBlock(LaneContext lane, GraphNode node)
        : base(lane)
    {
        _node = node;
        _counters = lane.Counters(lane.Node);
        _main = AddOutput<Click>();
        _side = AddOutput<Click>();
        _rejects = AddOutput<DeadLetter>();
    }

    protected override void Process(RecordBatch<Click> batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            ref readonly var click = ref batch.Records[i];
            _counters.In++;
            switch (_node.Kind)
            {
                case GraphNodeKind.Map:
                    Pass(_main, GraphFunctions.Map(in click, _node.Salt), batch, i);
                    break;
                case GraphNodeKind.Filter when !GraphFunctions.Filter(in click, _node.Salt):
                    _counters.Filtered++;
                    break;
                case GraphNodeKind.Filter:
                    Pass(_main, in click, batch, i);
                    break;
                case GraphNodeKind.FlatMap:
                    _main.Emitter.Time = batch.Times[i];
                    foreach (var part in GraphFunctions.FlatMap(click, _node.Salt))
                    {
                        _counters.Out++;
                        _main.Emitter.Emit(in part);
                    }

                    break;
                case GraphNodeKind.Split when GraphFunctions.Split(in click, _node.Salt) is var output and < 2:
                    Pass(output == 0 ? _main : _side, in click, batch, i);
                    break;
                default:
                    Reject(_rejects, _counters, batch, i, GraphFunctions.ReasonOf(in click));
                    break;
            }
        }
    }

    private void Pass(Output<Click> output, in Click click, RecordBatch<Click> batch, int index)
    {
        _counters.Out++;
        output.Emitter.Emit(in click, batch, index);
    }
}
