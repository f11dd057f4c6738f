using System.Text;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Testing.Tests.Sources;

namespace Dataflow.Pipelines.Testing.Tests.Sinks;

internal sealed class ShelfWriter(Shelf shelf, SinkContext context, SinkFault fault) : ISinkWriter<Entry>
{
    private readonly List<RecordBatch<Entry>> _kept = [];
    private List<Entry> _entries = [];

    public ValueTask RecoverAsync(IReadOnlyList<ReadOnlyMemory<byte>> prepared, CancellationToken cancellationToken)
    {
        if (context.Lane > 0 && fault != SinkFault.RecoversItsOwnLane)
        {
            return ValueTask.CompletedTask;
        }

        string[] boxes = [.. prepared.Select(static p => Encoding.UTF8.GetString(p.Span))];
        foreach (var box in boxes.Where((_, lane) => fault != SinkFault.RecoversItsOwnLane || lane == context.Lane))
        {
            switch (fault)
            {
                case SinkFault.ForgetsToRecover:
                    break;
                case SinkFault.StoresAgainAtRecovery:
                    shelf.Visible.AddRange(shelf.Waiting[box]);
                    break;
                default:
                    shelf.Store(box);
                    break;
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask WriteAsync(RecordBatch<Entry> batch, CancellationToken cancellationToken)
    {
        switch (fault)
        {
            case SinkFault.KeepsTheBatch:
                _kept.Add(batch);
                return ValueTask.CompletedTask;
            case SinkFault.NeverReleases:
                batch.Retain();
                break;
            case SinkFault.ShowsWhatIsWritten:
                shelf.Visible.AddRange(batch.Span);
                return ValueTask.CompletedTask;
            case SinkFault.FailsInTheBackground:
                context.Fail(new InvalidOperationException("the box is wet"));
                break;
        }

        _entries.AddRange(fault == SinkFault.LosesTheLast ? batch.Span[..^1] : batch.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask OnWatermarkAsync(long ticks, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async Task<ReadOnlyMemory<byte>> PrepareAsync(long checkpoint)
    {
        var box = $"{context.Attempt}-{context.Lane}-{checkpoint}";
        if (fault == SinkFault.PreparesRecordsAfterTheBarrier)
        {
            await Task.Yield();
            await Task.Delay(TimeSpan.FromMilliseconds(20), context.Time);
        }

        foreach (var batch in _kept)
        {
            _entries.AddRange(batch.Span);
        }

        _kept.Clear();
        Entry[] entries = [.. _entries];
        _entries = [];
        if (entries.Length == 0 && fault == SinkFault.FailsWithoutRecords)
        {
            throw new InvalidOperationException("the box is empty");
        }

        shelf.Waiting[box] = entries;
        if (fault == SinkFault.ShowsWhatIsPrepared)
        {
            shelf.Store(box);
        }

        return Encoding.UTF8.GetBytes(box);
    }

    public ValueTask CommitAsync(long checkpoint, ReadOnlyMemory<byte> prepared, CancellationToken cancellationToken)
    {
        var box = Encoding.UTF8.GetString(prepared.Span);
        if (fault == SinkFault.StoresAtEachCommit)
        {
            shelf.Visible.AddRange(shelf.Waiting[box]);
        }
        else
        {
            shelf.Store(box);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        if (fault == SinkFault.KeepsWhatWasNotPrepared)
        {
            shelf.Visible.AddRange(_entries);
        }

        return fault == SinkFault.DoesNotClose ? new(new TaskCompletionSource().Task) : ValueTask.CompletedTask;
    }
}
