using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Files;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Files;

public sealed class WindowBuffersTests
{
    private readonly WindowBuffers<Click> _buffers = new();
    private readonly BatchPool<Click> _pool = new();

    [Fact]
    public void Rows_of_a_window_keep_their_order_of_arrival_and_their_times()
    {
        Add(60, Batch(1, 2, 3, 4), 1, 3);
        Add(0, Batch(5, 6), 0);
        Add(60, Batch(7, 8, 9), 0, 2);
        var taken = _buffers.Take(60)!;
        Assert.Equal(["2", "4", "7", "9"], Ids(taken));
        Assert.Equal([2L, 4L, 7L, 9L], taken.Times.Take(taken.Count));
        taken.Release();
        Assert.Equal([0L], _buffers.Windows);
        Assert.Equal(["5"], Ids(_buffers.Take(0)!));
    }

    [Fact]
    public void A_flushed_buffer_is_empty()
    {
        Add(0, Batch(1), 0);
        Assert.NotNull(_buffers.Take(0));
        Assert.Null(_buffers.Take(0));
        Assert.Null(_buffers.Take(60));
        Assert.Empty(_buffers.Windows);
    }

    [Fact]
    public void Rows_are_copies_and_their_batch_is_released_immediately()
    {
        var batch = Batch(1, 2);
        Assert.Equal(2, _buffers.Add(0, batch, [0, 1]));
        batch.Release();
        Assert.Equal(0, _pool.Outstanding);
        var reused = Batch(8, 9);
        Assert.Equal(["1", "2"], Ids(_buffers.Take(0)!));
        reused.Release();
    }

    [Fact]
    public void A_full_buffer_accepts_no_row_until_it_is_flushed()
    {
        var full = Full();
        for (var i = 0; i < 3; i++)
        {
            Add(0, Batch(-3 + i), 0);
        }

        var all = Enumerable.Range(0, RecordBatch<Click>.Capacity).ToArray();
        Assert.Equal(RecordBatch<Click>.Capacity - 3, _buffers.Add(0, full, all));
        Assert.Equal(0, _buffers.Add(0, full, all));
        var taken = _buffers.Take(0)!;
        Assert.Equal(RecordBatch<Click>.Capacity, taken.Count);
        Assert.Equal(Enumerable.Range(-3, RecordBatch<Click>.Capacity).Select(Text), Ids(taken));
        taken.Release();

        Assert.Equal(3, _buffers.Add(0, full, all.AsSpan(^3)));
        Assert.Equal(Enumerable.Range(RecordBatch<Click>.Capacity - 3, 3).Select(Text), Ids(_buffers.Take(0)!));
        full.Release();
    }

    [Fact]
    public void A_window_above_the_limit_flushes_the_fullest()
    {
        for (var window = 0; window < WindowBuffers<Click>.Max; window++)
        {
            Assert.Null(_buffers.Crowded(window));
            Add(window, Batch(window), 0);
        }

        Add(17, Batch(100, 101), 0, 1);
        Assert.Null(_buffers.Crowded(5));
        Assert.Equal(17, _buffers.Crowded(1000));
        _buffers.Take(17)!.Release();
        Assert.Null(_buffers.Crowded(1000));
    }

    [Fact]
    public void A_buffer_that_was_released_is_used_again()
    {
        Add(0, Batch(1), 0);
        var first = _buffers.Take(0)!;
        first.Release();
        Add(60, Batch(2), 0);
        var second = _buffers.Take(60)!;
        Assert.Same(first, second);
        Assert.Equal(["2"], Ids(second));
    }

    private static IEnumerable<string> Ids(RecordBatch<Click> batch) => [.. batch.Span.ToArray().Select(static c => c.Id)];

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private void Add(long window, RecordBatch<Click> batch, params int[] rows)
    {
        Assert.Equal(rows.Length, _buffers.Add(window, batch, rows));
        batch.Release();
    }

    private RecordBatch<Click> Full() => Batch([.. Enumerable.Range(0, RecordBatch<Click>.Capacity)]);

    private RecordBatch<Click> Batch(params int[] numbers)
    {
        var batch = _pool.Rent();
        foreach (var number in numbers)
        {
            batch.Records[batch.Count] = ClickInput.Click(number, 0);
            batch.Times[batch.Count++] = number;
        }

        return batch;
    }
}
