using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Graphs;

/// <summary>A stateless node of a random graph. Outputs: 0 the main one, 1 the side output, 2 the rejects.</summary>
internal sealed class GraphChainBlock : ChainBlock<Click>
{
    private readonly GraphNode node;
    private readonly NodeCounters counters;
    private readonly Output<Click> main;
    private readonly Output<Click> side;
    private readonly Output<DeadLetter> rejects;

    public GraphChainBlock(LaneContext lane, GraphNode node)
        : base(lane)
    {
        this.node = node;
        counters = lane.Counters(lane.Node);
        main = AddOutput<Click>();
        side = AddOutput<Click>();
        rejects = AddOutput<DeadLetter>();
    }

    protected override void Process(RecordBatch<Click> batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            ref readonly var click = ref batch.Records[i];
            counters.In++;
            switch (node.Kind)
            {
                case GraphNodeKind.Map:
                    Pass(main, GraphFunctions.Map(in click, node.Salt), batch, i);
                    break;
                case GraphNodeKind.Filter when !GraphFunctions.Filter(in click, node.Salt):
                    counters.Filtered++;
                    break;
                case GraphNodeKind.Filter:
                    Pass(main, in click, batch, i);
                    break;
                case GraphNodeKind.FlatMap:
                    main.Emitter.Time = batch.Times[i];
                    foreach (var part in GraphFunctions.FlatMap(click, node.Salt))
                    {
                        counters.Out++;
                        main.Emitter.Emit(in part);
                    }

                    break;
                case GraphNodeKind.Split when GraphFunctions.Split(in click, node.Salt) is var output and < 2:
                    Pass(output == 0 ? main : side, in click, batch, i);
                    break;
                default:
                    Reject(rejects, counters, batch, i, GraphFunctions.ReasonOf(in click));
                    break;
            }
        }
    }

    private void Pass(Output<Click> output, in Click click, RecordBatch<Click> batch, int index)
    {
        counters.Out++;
        output.Emitter.Time = batch.Times[index];
        if (batch.HasPositions)
        {
            output.Emitter.Emit(in click, in batch.Positions[index]);
        }
        else
        {
            output.Emitter.Emit(in click);
        }
    }
}
