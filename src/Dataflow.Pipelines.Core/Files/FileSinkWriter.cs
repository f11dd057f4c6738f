using System.Globalization;
using System.Text.Json;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Time;

namespace Dataflow.Pipelines.Files;

/// <summary>
/// A lane of any file sink: it writes records to parts under temporary names, which a barrier closes and makes durable. The
/// checkpoint that finds a window closed lists its parts as committing, and only after that checkpoint is durable are they
/// renamed: a reader sees complete windows, and each once.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public sealed class FileSinkWriter<T> : ISinkWriter<T>
    where T : struct, IRecord<T>
{
    private readonly IFileFormat<T> _format;
    private readonly SinkContext _context;
    private readonly FileSinkOptions _options;
    private readonly PendingArea _area;
    private readonly FileSetCommitter _committer;
    private readonly PartitionTemplate _partition;
    private readonly TumblingWindows? _windows;
    private readonly Dictionary<long, OpenPart<T>> _open = [];
    // A window has buffered rows or an open part, never both.
    private readonly WindowBuffers<T> _buffers = new();
    // Owned by the lane: windows that have complete parts and are not committed.
    private readonly HashSet<long> _waiting = [];

    // Owned by the checkpoint that is under way, of which there is one at a time: the complete parts of those windows.
    private readonly List<FilePart> _pending = [];
    private readonly List<Task<FilePart>> _closing = [];
    private readonly int[] _rows = new int[RecordBatch<T>.Capacity];
    private readonly bool[] _done = new bool[RecordBatch<T>.Capacity];
    private long _watermark = long.MinValue;
    private long _closedUntil = long.MinValue;
    private long _sequence;
    private long _uses;

    /// <summary>A writer for one lane.</summary>
    public FileSinkWriter(IFileFormat<T> format, FileSinkOptions options, SinkContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        _format = format;
        _context = context;
        _options = options;
        _windows = context.RollOn is { } size ? new TumblingWindows(size) : null;
        _partition = new PartitionTemplate(options.PartitionBy, _windows is not null);
        var root = Path.GetFullPath(options.Root);
        _area = new PendingArea(options.Files, root, context);
        _committer = new FileSetCommitter(options.Files, root, _area, context.Logger);
    }

    /// <inheritdoc/>
    public ValueTask RecoverAsync(IReadOnlyList<ReadOnlyMemory<byte>> prepared, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        List<FileSetState> states = [.. prepared.Select(static p => JsonSerializer.Deserialize(p.Span, FileSetJson.Default.FileSetState)!)];
        _watermark = _closedUntil = FileSetState.RestoredWatermark(states);
        if (_context.Lane == 0)
        {
            _pending.AddRange(_committer.Recover(states));
            _waiting.UnionWith(_pending.Select(static p => p.Window));
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(RecordBatch<T> batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (_windows is null)
        {
            await (await PartAsync(0, cancellationToken)).Writer.WriteAsync(batch, ReadOnlyMemory<int>.Empty, cancellationToken);
            return;
        }

        // Directly to a part, without a copy; but a batch that is not full opens none: at a low rate each straggler arrives alone.
        var first = _windows.StartOf(batch.Times[0]);
        if ((_open.ContainsKey(first) || batch.Count == RecordBatch<T>.Capacity) && IsOneWindow(batch, first) && !_windows.IsClosed(first, _watermark))
        {
            await EmptyAsync(first, cancellationToken);
            await (await PartAsync(first, cancellationToken)).Writer.WriteAsync(batch, ReadOnlyMemory<int>.Empty, cancellationToken);
            return;
        }

        await WriteByWindowAsync(batch, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask OnWatermarkAsync(long ticks, CancellationToken cancellationToken)
    {
        _watermark = Math.Max(_watermark, ticks);
        if (_windows is not null && (_open.Keys.Any(IsClosed) || _buffers.Windows.Any(IsClosed) || _waiting.Any(IsClosed)))
        {
            _context.RequestCheckpoint();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> PrepareAsync(long checkpoint)
    {
        // The end of the data closes the windows that are open, not those of records that a later start will read.
        var closed = _watermark;
        var hasEnded = _watermark == long.MaxValue && _windows is not null;
        var stored = hasEnded
            ? _waiting.Concat(_open.Keys).Concat(_buffers.Windows).Select(_windows!.ClosedAt).Append(_closedUntil).Max()
            : _watermark;
        _closedUntil = stored;
        foreach (var (window, part) in _open)
        {
            Close(window, part);
        }

        _open.Clear();
        foreach (var window in _buffers.Windows.ToArray())
        {
            var (buffer, part) = (_buffers.Take(window)!, Open(window));
            Close(window, part, part.Writer.WriteAsync(buffer, ReadOnlyMemory<int>.Empty, CancellationToken.None));
            buffer.Release();
        }

        var parts = _closing.ToArray();
        _closing.Clear();
        _waiting.RemoveWhere(IsClosed);

        // From here on the lane may write again.
        _pending.AddRange(await Task.WhenAll(parts));
        if (parts.Length > 0)
        {
            _area.Sync();
        }

        var committing = _pending.FindAll(p => _windows is null || _windows.IsClosed(p.Window, closed));
        _pending.RemoveAll(committing.Contains);
        return JsonSerializer.SerializeToUtf8Bytes(new FileSetState(stored, committing, [.. _pending], hasEnded), FileSetJson.Default.FileSetState);
    }

    /// <inheritdoc/>
    public ValueTask CommitAsync(long checkpoint, ReadOnlyMemory<byte> prepared, CancellationToken cancellationToken)
    {
        var state = JsonSerializer.Deserialize(prepared.Span, FileSetJson.Default.FileSetState)!;
        _committer.Commit(state.Committing);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var part in _open.Values)
        {
            await part.Writer.DisposeAsync();
        }

        _open.Clear();

        // Files that are being finished belong to no checkpoint any more; their errors no longer matter.
        await Task.WhenAll(_closing).ContinueWith(
            static finished => _ = finished.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Current);
        _area.Dispose();
    }

    private bool IsClosed(long window) => _windows is null || _windows.IsClosed(window, _watermark);

    private bool IsOneWindow(RecordBatch<T> batch, long first)
    {
        var end = _windows!.EndOf(first);
        foreach (var ticks in batch.Times.AsSpan(0, batch.Count))
        {
            if (ticks < first || ticks >= end)
            {
                return false;
            }
        }

        return true;
    }

    private async ValueTask WriteByWindowAsync(RecordBatch<T> batch, CancellationToken cancellationToken)
    {
        // A batch has few windows: one pass for each. The lane reuses the arrays: a part or buffer that receives indexes copies them.
        Array.Clear(_done);
        for (var from = 0; from < batch.Count; from++)
        {
            if (_done[from])
            {
                continue;
            }

            var window = _windows!.StartOf(batch.Times[from]);
            var end = _windows.EndOf(window);
            var count = 0;
            for (var i = from; i < batch.Count; i++)
            {
                if (!_done[i] && batch.Times[i] >= window && batch.Times[i] < end)
                {
                    _done[i] = true;
                    _rows[count++] = i;
                }
            }

            if (_windows.IsClosed(window, _watermark))
            {
                _context.Counters.Late += count;
                continue;
            }

            await WriteRowsAsync(window, batch, count, cancellationToken);
        }
    }

    private async ValueTask WriteRowsAsync(long window, RecordBatch<T> batch, int count, CancellationToken cancellationToken)
    {
        var buffered = 0;
        if (!_open.ContainsKey(window))
        {
            if (_buffers.Crowded(window) is { } crowded)
            {
                await EmptyAsync(crowded, cancellationToken);
            }

            buffered = _buffers.Add(window, batch, _rows.AsSpan(0, count));
            if (buffered == count)
            {
                return;
            }

            await EmptyAsync(window, cancellationToken);
        }

        await (await PartAsync(window, cancellationToken)).Writer.WriteAsync(batch, _rows.AsMemory(buffered, count - buffered), cancellationToken);
    }

    // Moves the buffered rows of a window to a part of it.
    private async ValueTask EmptyAsync(long window, CancellationToken cancellationToken)
    {
        if (_buffers.Take(window) is { } buffer)
        {
            try
            {
                await (await PartAsync(window, cancellationToken)).Writer.WriteAsync(buffer, ReadOnlyMemory<int>.Empty, cancellationToken);
            }
            finally
            {
                buffer.Release();
            }
        }
    }

    private ValueTask<OpenPart<T>> PartAsync(long window, CancellationToken cancellationToken)
    {
        if (!_open.TryGetValue(window, out var part))
        {
            if (_open.Count >= _options.MaxOpenFiles)
            {
                var (oldest, unused) = _open.MinBy(static o => o.Value.LastUse);
                _open.Remove(oldest);
                Close(oldest, unused);
            }

            _open[window] = part = Open(window);
        }

        part.LastUse = ++_uses;
        return ValueTask.FromResult(part);
    }

    private OpenPart<T> Open(long window)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{_context.Node}-{_context.Instance}-{_context.Lane}-{_context.Attempt:d6}-{++_sequence:d6}");
        var stamp = _windows is null ? "" : EventTime.ToInstant(window).ToString("yyyyMMdd'T'HHmmss'Z'-", CultureInfo.InvariantCulture);
        var final = Path.Combine(_partition.Of(window), stamp + name + _format.Extension);
        var temporary = _area.NameOf(name + _format.Extension);
        return new OpenPart<T>(_format.Create(_committer.FullPath(temporary)), temporary, final);
    }

    private void Close(long window, OpenPart<T> part, ValueTask written = default)
    {
        _waiting.Add(window);
        _closing.Add(CloseAsync(window, part, written));
    }

    // The format finishes the file on its own thread; fsync waits for a disk. Neither blocks the lane.
    private async Task<FilePart> CloseAsync(long window, OpenPart<T> part, ValueTask written)
    {
        await Task.Yield();
        await using (part.Writer)
        {
            await written;
            var rows = await part.Writer.CompleteAsync(CancellationToken.None);
            var path = _committer.FullPath(part.Temporary);
            _options.Files.SyncFile(path);
            return new FilePart(part.Temporary, part.Final, window, _context.Lane, rows, _options.Files.LengthOf(path), ContentHash.Of(_options.Files, path));
        }
    }
}
