using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>A block that writes down what it sees, and holds each batch until the test lets it go.</summary>
internal sealed class Probe : Block
{
    private readonly Queue<TaskCompletionSource> waiting = new();
    private readonly Output<Click> output;
    private int allowed;

    public Probe(LaneContext lane, bool isOpen)
        : base(lane)
    {
        output = AddOutput<Click>();
        IsOpen = isOpen;
    }

    /// <summary>What came, in order: <c>0:17</c> is record 17 by input 0.</summary>
    public List<string> Seen { get; } = [];

    public IEnumerable<string> Records => Seen.Where(static s => char.IsAsciiDigit(s[0]));

    /// <summary>Whether batches pass without being let.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Lets one batch pass.</summary>
    public void Let()
    {
        if (waiting.TryDequeue(out var batch))
        {
            batch.SetResult();
        }
        else
        {
            allowed++;
        }
    }

    /// <summary>Lets all pass from now on.</summary>
    public void Open()
    {
        IsOpen = true;
        while (waiting.TryDequeue(out var batch))
        {
            batch.SetResult();
        }
    }

    private protected override async ValueTask ProcessAsync(int input, Message batch)
    {
        if (!IsOpen && allowed == 0)
        {
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(turn);
            await turn.Task;
        }

        allowed = Math.Max(0, allowed - 1);
        var records = (RecordBatch<Click>)batch;
        for (var i = 0; i < records.Count; i++)
        {
            Seen.Add($"{input}:{records.Records[i].Id}");
            output.Emitter.Time = records.Times[i];
            output.Emitter.Emit(in records.Records[i]);
        }
    }

    private protected override ValueTask OnWatermarkAsync(long ticks)
    {
        Seen.Add(ticks == Watermark.End ? "end of time" : $"watermark {ticks}");
        return ValueTask.CompletedTask;
    }

    private protected override Task<BlockSnapshot> SnapshotAsync(CheckpointBarrier barrier)
    {
        Seen.Add($"barrier {barrier.Checkpoint}");
        return Task.FromResult(new BlockSnapshot());
    }
}
