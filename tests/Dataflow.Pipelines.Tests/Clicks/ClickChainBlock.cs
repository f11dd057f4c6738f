using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Tests.Clicks;

/// <summary>A stateless block that rejects amounts of exactly 13 and passes the rest on.</summary>
internal sealed class ClickChainBlock : ChainBlock<Click>
{
    private readonly NodeCounters _node;
    private readonly Output<Click> _output;
    private readonly Output<DeadLetter> _rejected;

    public ClickChainBlock(LaneContext lane)
        : base(lane)
    {
        _node = lane.Counters(lane.Node);
        _output = AddOutput<Click>();
        _rejected = AddOutput<DeadLetter>();
    }

    protected override void Process(RecordBatch<Click> batch)
    {
        ref var emitter = ref _output.Emitter;
        for (var i = 0; i < batch.Count; i++)
        {
            _node.In++;
            if (batch.Records[i].User == "late poison")
            {
                throw Unexpected(_node, batch, i, new DivideByZeroException("poisoned."));
            }

            if (batch.Records[i].Amount == 13)
            {
                Reject(_rejected, _node, batch, i, "amount is 13");
                continue;
            }

            _node.Out++;
            emitter.Emit(in batch.Records[i], batch, i);
        }
    }
}
