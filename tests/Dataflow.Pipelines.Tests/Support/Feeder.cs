using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>An upstream lane that sends what a test says.</summary>
internal sealed class Feeder : Block
{
    private readonly Output<Click> output;
    private readonly BatchPool<Click> pool;

    public Feeder(LaneContext lane)
        : base(lane)
    {
        pool = lane.Pool<Click>();
        output = AddOutput<Click>();
    }

    /// <summary>Sends one batch, a record for each number.</summary>
    public async Task SendAsync(params int[] numbers)
    {
        var batch = pool.Rent();
        foreach (var number in numbers)
        {
            batch.Records[batch.Count] = ClickInput.Click(number, number);
            batch.Times[batch.Count++] = number;
        }

        await output.SendAsync(batch);
    }

    public void Watermark(long ticks) => output.PostWatermark(new Watermark(ticks));

    public void Idle() => output.PostControl(Dataflow.Pipelines.Blocks.Idle.Instance);

    public void Barrier(long checkpoint) => output.PostControl(new CheckpointBarrier(checkpoint, last: false));

    public void End() => output.PostControl(EndOfInput.Instance);

    internal override void Start()
    {
    }

    private protected override ValueTask ProcessAsync(int input, Message batch) => throw new InvalidOperationException("A feeder has no inputs.");
}
