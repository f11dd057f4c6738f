using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>A block that records the messages that it receives, and holds each batch until the test releases it.</summary>
internal sealed class Probe : Block
{
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private readonly Output<Click> _output;
    private int _allowed;

    public Probe(LaneContext lane, bool isOpen)
        : base(lane)
    {
        _output = AddOutput<Click>();
        IsOpen = isOpen;
    }

    /// <summary>The messages, in the order of arrival: <c>0:17</c> is record 17 of input 0.</summary>
    public List<string> Seen { get; } = [];

    public IEnumerable<string> Records => Seen.Where(static s => char.IsAsciiDigit(s[0]));

    /// <summary>Whether batches pass without a call of <see cref="Let"/>.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Lets one batch pass.</summary>
    public void Let()
    {
        if (_waiting.TryDequeue(out var batch))
        {
            batch.SetResult();
        }
        else
        {
            _allowed++;
        }
    }

    /// <summary>Lets all batches pass from now on.</summary>
    public void Open()
    {
        IsOpen = true;
        while (_waiting.TryDequeue(out var batch))
        {
            batch.SetResult();
        }
    }

    private protected override async ValueTask ProcessAsync(int input, Message batch)
    {
        if (!IsOpen && _allowed == 0)
        {
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
            await turn.Task;
        }

        _allowed = Math.Max(0, _allowed - 1);
        var records = (RecordBatch<Click>)batch;
        for (var i = 0; i < records.Count; i++)
        {
            Seen.Add($"{input}:{records.Records[i].Id}");
            _output.Emitter.Time = records.Times[i];
            _output.Emitter.Emit(in records.Records[i]);
        }
    }

    private protected override ValueTask OnWatermarkAsync(long ticks)
    {
        Seen.Add(ticks == Watermark.End ? "end of time" : $"watermark {ticks}");
        return ValueTask.CompletedTask;
    }

    private protected override void OnSnapshot(CheckpointBarrier barrier) => Seen.Add($"barrier {barrier.Checkpoint}");
}
