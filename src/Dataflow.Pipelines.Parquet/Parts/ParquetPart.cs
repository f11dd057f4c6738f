using Dataflow.Pipelines.Files;

namespace Dataflow.Pipelines.Parquet;

/// <summary>
/// One Parquet file that a lane writes. The lane appends its batches to the columns of the row group; a full one is encoded, compressed and
/// written on the thread pool, one at a time, while the next is collected.
/// </summary>
internal sealed class ParquetPart<T> : IPartWriter<T>, IBufferedPart
    where T : struct, IRecord<T>
{
    private readonly ParquetColumns _columns;
    private readonly ParquetOptions _options;
    private readonly BufferBudget _budget;
    private readonly ParquetFile _file;

    // Under the budget's lock.
    private RowGroupBuffer? _rows;
    private long _countedBytes;
    private Task _written = Task.CompletedTask;

    private T[] _scratch = [];
    private long _total;
    private bool _isComplete;

    public ParquetPart(ParquetFile file, ParquetColumns columns, ParquetOptions options, BufferBudget budget)
    {
        _columns = columns;
        _options = options;
        _budget = budget;
        _file = file;
        budget.Add(this);
    }

    public long BufferedBytes => _rows is null ? 0 : _countedBytes;

    public ValueTask WriteAsync(RecordBatch<T> batch, ReadOnlyMemory<int> rows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Task before;
        lock (_budget.Gate)
        {
            before = _written;
            if (before.IsFaulted)
            {
                return new ValueTask(before);
            }

            Append(Select(batch, rows.Span));
            if (!IsFull)
            {
                before = Task.CompletedTask;
            }
            else
            {
                EndRowGroup();
            }
        }

        return before.IsCompletedSuccessfully && !_budget.IsExceeded ? ValueTask.CompletedTask : WaitAsync(before, cancellationToken);
    }

    public async ValueTask<long> CompleteAsync(CancellationToken cancellationToken)
    {
        Task written;
        lock (_budget.Gate)
        {
            if (_rows is not null)
            {
                EndRowGroup();
            }

            written = _written;
        }

        await written.WaitAsync(cancellationToken);
        await Task.Run(_file.CompleteAsync, CancellationToken.None).WaitAsync(cancellationToken);
        _budget.Remove(this);
        _isComplete = true;
        return _total;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isComplete)
        {
            return;
        }

        _budget.Remove(this);
        Task written;
        lock (_budget.Gate)
        {
            if (_rows is { } rows)
            {
                _rows = null;
                Release(rows, _countedBytes);
                _countedBytes = 0;
            }

            written = _written;
        }

        // The write or the completion has reported its error.
        await written.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _file.DisposeAsync();
    }

    public void EndRowGroup()
    {
        var rows = _rows!;
        var bytes = _countedBytes;
        var before = _written;
        _rows = null;
        _countedBytes = 0;
        _written = Task.Run(() => WriteGroupAsync(before, rows, bytes));
        _budget.Track(_written);
    }

    private bool IsFull => _rows!.Rows >= _options.RowGroupSize || _rows.ContentBytes >= _options.RowGroupBytes;

    private async Task WriteGroupAsync(Task before, RowGroupBuffer rows, long bytes)
    {
        try
        {
            await before;
            await _file.WriteAsync(rows);
        }
        finally
        {
            Release(rows, bytes);
        }
    }

    // One row group is written while the next is collected: the lane waits for the one before.
    private async ValueTask WaitAsync(Task before, CancellationToken cancellationToken)
    {
        await before.WaitAsync(cancellationToken);
        await _budget.MakeRoomAsync(cancellationToken);
    }

    private void Append(ReadOnlySpan<T> records)
    {
        _rows ??= new RowGroupBuffer(_columns);
        _rows.Add(records);
        _total += records.Length;
        var held = _rows.HeldBytes;
        _budget.Count(held - _countedBytes);
        _countedBytes = held;
    }

    private void Release(RowGroupBuffer rows, long bytes)
    {
        rows.Release();
        _budget.Count(-bytes);
    }

    // The records of the batch itself where they are adjacent, else copies of them.
    private ReadOnlySpan<T> Select(RecordBatch<T> batch, ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty)
        {
            return batch.Span;
        }

        if (rows[^1] - rows[0] == rows.Length - 1)
        {
            return batch.Span.Slice(rows[0], rows.Length);
        }

        if (_scratch.Length == 0)
        {
            _scratch = new T[RecordBatch<T>.Capacity];
        }

        var records = batch.Records;
        for (var i = 0; i < rows.Length; i++)
        {
            _scratch[i] = records[rows[i]];
        }

        return _scratch.AsSpan(0, rows.Length);
    }
}
