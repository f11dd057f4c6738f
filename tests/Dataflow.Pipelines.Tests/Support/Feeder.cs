using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>An upstream lane that sends the messages of a test.</summary>
internal sealed class Feeder : Block
{
    private readonly Output<Click> _output;
    private readonly BatchPool<Click> _pool;

    public Feeder(LaneContext lane)
        : base(lane)
    {
        _pool = lane.Pool<Click>();
        _output = AddOutput<Click>();
    }

    /// <summary>Sends one batch, a record for each number.</summary>
    public async Task SendAsync(params int[] numbers)
    {
        var batch = _pool.Rent();
        foreach (var number in numbers)
        {
            batch.Records[batch.Count] = ClickInput.Click(number, number);
            batch.Times[batch.Count++] = number;
        }

        await _output.SendAsync(batch);
    }

    /// <summary>Sends records in full batches, each at its own time.</summary>
    public async Task SendAsync(IEnumerable<Click> clicks)
    {
        foreach (var chunk in clicks.Chunk(RecordBatch<Click>.Capacity))
        {
            var batch = _pool.Rent();
            foreach (var click in chunk)
            {
                batch.Records[batch.Count] = click;
                batch.Times[batch.Count++] = click.At.UtcTicks;
            }

            await _output.SendAsync(batch);
        }

        await _output.FlushAsync();
    }

    public void Watermark(long ticks) => _output.PostWatermark(new Watermark(ticks));

    public void Idle() => _output.PostControl(Dataflow.Pipelines.Blocks.Idle.Instance);

    public void Barrier(long checkpoint) => _output.PostControl(new CheckpointBarrier(checkpoint, last: false, sentAt: 0));

    public void End() => _output.PostControl(EndOfInput.Instance);

    internal override void Start()
    {
    }

    private protected override ValueTask ProcessAsync(int input, Message batch) => throw new InvalidOperationException("A feeder has no inputs.");
}
