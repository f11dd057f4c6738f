using System.Globalization;
using System.Text.Json;
using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Time;
using Dataflow.Pipelines.Windows;

namespace Dataflow.Pipelines.Sinks.Files;

/// <summary>
/// A lane of any file sink. Records go to parts under temporary names; a barrier closes the parts off and makes them
/// durable; the checkpoint that finds a window closed lists its parts as committing, and only after that checkpoint is
/// durable are they renamed. So a reader sees whole windows, and each once.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public sealed class FileSinkWriter<T> : ISinkWriter<T>
    where T : struct, IRecord<T>
{
    private readonly IFileFormat<T> format;
    private readonly SinkContext context;
    private readonly FileSinkOptions options;
    private readonly PendingArea area;
    private readonly FileSetCommitter committer;
    private readonly PartitionTemplate partition;
    private readonly TumblingWindows? windows;
    private readonly Dictionary<long, OpenPart<T>> open = [];
    // A window has rows here or an open part, never both.
    private readonly WindowBuffers<T> buffers = new();
    // Owned by the lane: windows that have whole parts and are not committed.
    private readonly HashSet<long> waiting = [];

    // Owned by the checkpoint that is under way, of which there is one at a time: the whole parts of those windows.
    private readonly List<FilePart> pending = [];
    private readonly List<Task<FilePart>> closing = [];
    private readonly int[] rows = new int[RecordBatch<T>.Capacity];
    private readonly bool[] done = new bool[RecordBatch<T>.Capacity];
    private long watermark = long.MinValue;
    private long closedUntil = long.MinValue;
    private long sequence;
    private long uses;

    /// <summary>A writer for one lane.</summary>
    public FileSinkWriter(IFileFormat<T> format, FileSinkOptions options, SinkContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        this.format = format;
        this.context = context;
        this.options = options;
        windows = context.RollOn is { } size ? new TumblingWindows(size) : null;
        partition = new PartitionTemplate(options.PartitionBy, windows is not null);
        var root = Path.GetFullPath(options.Root);
        area = new PendingArea(options.Files, root, context);
        committer = new FileSetCommitter(options.Files, root, area, context.Logger);
    }

    /// <inheritdoc/>
    public ValueTask RecoverAsync(IReadOnlyList<ReadOnlyMemory<byte>> prepared, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        List<FileSetState> states = [.. prepared.Select(static p => JsonSerializer.Deserialize(p.Span, CheckpointJson.Default.FileSetState)!)];
        watermark = closedUntil = FileSetState.RestoredWatermark(states);
        if (context.Lane == 0)
        {
            pending.AddRange(committer.Recover(states));
            waiting.UnionWith(pending.Select(static p => p.Window));
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(RecordBatch<T> batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (windows is null)
        {
            await (await PartAsync(0, cancellationToken)).Writer.WriteAsync(batch, ReadOnlyMemory<int>.Empty, cancellationToken);
            return;
        }

        // Straight to a part, without a copy: but a batch that is not full opens none. At a low rate each straggler comes alone.
        var first = windows.StartOf(batch.Times[0]);
        if ((open.ContainsKey(first) || batch.Count == RecordBatch<T>.Capacity) && IsOneWindow(batch, first) && !windows.IsClosed(first, watermark))
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
        watermark = Math.Max(watermark, ticks);
        if (windows is not null && (open.Keys.Any(IsClosed) || buffers.Windows.Any(IsClosed) || waiting.Any(IsClosed)))
        {
            context.RequestCheckpoint();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> PrepareAsync(long checkpoint)
    {
        // The end of the data closes what is open and not what a later start will read.
        var closed = watermark;
        var hasEnded = watermark == long.MaxValue && windows is not null;
        var stored = hasEnded
            ? waiting.Concat(open.Keys).Concat(buffers.Windows).Select(windows!.ClosedAt).Append(closedUntil).Max()
            : watermark;
        closedUntil = stored;
        foreach (var (window, part) in open)
        {
            Close(window, part);
        }

        open.Clear();
        foreach (var window in buffers.Windows.ToArray())
        {
            var (buffer, part) = (buffers.Take(window)!, Open(window));
            Close(window, part, part.Writer.WriteAsync(buffer, ReadOnlyMemory<int>.Empty, CancellationToken.None));
            buffer.Release();
        }

        var parts = closing.ToArray();
        closing.Clear();
        waiting.RemoveWhere(IsClosed);

        // From here on the lane may write again.
        pending.AddRange(await Task.WhenAll(parts));
        if (parts.Length > 0)
        {
            area.Sync();
        }

        var committing = pending.FindAll(p => windows is null || windows.IsClosed(p.Window, closed));
        pending.RemoveAll(committing.Contains);
        return JsonSerializer.SerializeToUtf8Bytes(new FileSetState(stored, committing, [.. pending], hasEnded), CheckpointJson.Default.FileSetState);
    }

    /// <inheritdoc/>
    public ValueTask CommitAsync(long checkpoint, ReadOnlyMemory<byte> prepared, CancellationToken cancellationToken)
    {
        var state = JsonSerializer.Deserialize(prepared.Span, CheckpointJson.Default.FileSetState)!;
        committer.Commit(state.Committing);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var part in open.Values)
        {
            await part.Writer.DisposeAsync();
        }

        open.Clear();

        // Files that are being finished belong to no checkpoint any more; their errors are those of a job that has ended.
        await Task.WhenAll(closing).ContinueWith(
            static finished => _ = finished.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Current);
        area.Dispose();
    }

    private bool IsClosed(long window) => windows is null || windows.IsClosed(window, watermark);

    private bool IsOneWindow(RecordBatch<T> batch, long first)
    {
        var end = windows!.EndOf(first);
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
        // A batch touches few windows: as many passes as there are windows. The arrays are the lane's: what it is given is copied by whoever takes it.
        Array.Clear(done);
        for (var from = 0; from < batch.Count; from++)
        {
            if (done[from])
            {
                continue;
            }

            var window = windows!.StartOf(batch.Times[from]);
            var end = windows.EndOf(window);
            var count = 0;
            for (var i = from; i < batch.Count; i++)
            {
                if (!done[i] && batch.Times[i] >= window && batch.Times[i] < end)
                {
                    done[i] = true;
                    rows[count++] = i;
                }
            }

            if (windows.IsClosed(window, watermark))
            {
                context.Counters.Late += count;
                continue;
            }

            await WriteRowsAsync(window, batch, count, cancellationToken);
        }
    }

    private async ValueTask WriteRowsAsync(long window, RecordBatch<T> batch, int count, CancellationToken cancellationToken)
    {
        var buffered = 0;
        if (!open.ContainsKey(window))
        {
            if (buffers.Crowded(window) is { } crowded)
            {
                await EmptyAsync(crowded, cancellationToken);
            }

            buffered = buffers.Add(window, batch, rows.AsSpan(0, count));
            if (buffered == count)
            {
                return;
            }

            await EmptyAsync(window, cancellationToken);
        }

        await (await PartAsync(window, cancellationToken)).Writer.WriteAsync(batch, rows.AsMemory(buffered, count - buffered), cancellationToken);
    }

    // The rows of a window that came together go to a part of it.
    private async ValueTask EmptyAsync(long window, CancellationToken cancellationToken)
    {
        if (buffers.Take(window) is { } buffer)
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
        if (!open.TryGetValue(window, out var part))
        {
            if (open.Count >= options.MaxOpenFiles)
            {
                var (oldest, unused) = open.MinBy(static o => o.Value.LastUse);
                open.Remove(oldest);
                Close(oldest, unused);
            }

            open[window] = part = Open(window);
        }

        part.LastUse = ++uses;
        return ValueTask.FromResult(part);
    }

    private OpenPart<T> Open(long window)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{context.Node}-{context.Instance}-{context.Lane}-{context.Attempt:d6}-{++sequence:d6}");
        var stamp = windows is null ? "" : EventTime.ToInstant(window).ToString("yyyyMMdd'T'HHmmss'Z'-", CultureInfo.InvariantCulture);
        var final = Path.Combine(partition.Of(window), stamp + name + format.Extension);
        var temporary = area.NameOf(name + format.Extension);
        return new OpenPart<T>(format.Create(committer.FullPath(temporary)), temporary, final);
    }

    private void Close(long window, OpenPart<T> part, ValueTask written = default)
    {
        waiting.Add(window);
        closing.Add(CloseAsync(window, part, written));
    }

    // The format finishes the file on its own thread; fsync waits for a disk. Neither holds the lane up.
    private async Task<FilePart> CloseAsync(long window, OpenPart<T> part, ValueTask written)
    {
        await Task.Yield();
        await using (part.Writer)
        {
            await written;
            var rows = await part.Writer.CompleteAsync(CancellationToken.None);
            var path = committer.FullPath(part.Temporary);
            options.Files.SyncFile(path);
            return new FilePart(part.Temporary, part.Final, window, context.Lane, rows, options.Files.LengthOf(path), ContentHash.Of(options.Files, path));
        }
    }
}
