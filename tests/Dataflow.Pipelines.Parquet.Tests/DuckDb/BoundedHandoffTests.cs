using Dataflow.Pipelines.DuckDb;

namespace Dataflow.Pipelines.Parquet.Tests.DuckDb;

public sealed class BoundedHandoffTests
{
    [Fact]
    public void A_write_completes_at_once_while_there_is_room_and_waits_when_the_queue_is_full()
    {
        BoundedHandoff<int> queue = new(capacity: 2);

        Assert.True(queue.TryWrite(1, out ValueTask first));
        Assert.True(first.IsCompletedSuccessfully);
        Assert.True(queue.TryWrite(2, out ValueTask second));
        Assert.False(second.IsCompleted);

        Assert.True(queue.TryRead(wait: true, out int item));
        Assert.Equal(1, item);
        Assert.True(second.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_second_write_before_the_first_completed_is_refused()
    {
        BoundedHandoff<int> queue = new(capacity: 1);
        queue.TryWrite(1, out _);

        Assert.Throws<InvalidOperationException>(() => queue.TryWrite(2, out _));
    }

    [Fact]
    public void Items_left_at_the_end_are_read_then_the_end()
    {
        BoundedHandoff<int> queue = new(capacity: 2);
        queue.TryWrite(1, out _);
        queue.Complete();

        Assert.True(queue.TryRead(wait: true, out _));
        Assert.False(queue.TryRead(wait: true, out _));
        Assert.Throws<InvalidOperationException>(() => queue.TryWrite(2, out _));
    }

    [Fact]
    public async Task The_writer_goes_on_on_another_thread_than_the_readers()
    {
        BoundedHandoff<int> queue = new(capacity: 1);
        TaskCompletionSource<int> readerThread = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource parked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        async Task<int> Write()
        {
            queue.TryWrite(1, out ValueTask room);
            parked.SetResult();
            await room.ConfigureAwait(false);
            return Environment.CurrentManagedThreadId;
        }

        Task<int> writer = Write();
        await parked.Task;
        Thread reader = new(() =>
        {
            queue.TryRead(wait: true, out _);
            readerThread.SetResult(Environment.CurrentManagedThreadId);
        });
        reader.Start();

        int wroteOn = await Within.TimeOf(writer, "the write completes after the read");
        Assert.NotEqual(await readerThread.Task, wroteOn);
    }

    [Fact]
    public async Task The_writer_goes_on_on_the_scheduler_that_it_waited_on()
    {
        BoundedHandoff<int> queue = new(capacity: 1);
        TaskScheduler lane = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        TaskCompletionSource parked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        async Task<TaskScheduler> Write()
        {
            queue.TryWrite(1, out ValueTask room);
            parked.SetResult();
            await room;
            return TaskScheduler.Current;
        }

        Task<TaskScheduler> writer = Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.None, lane).Unwrap();
        await parked.Task;
        queue.TryRead(wait: true, out _);

        Assert.Same(lane, await Within.TimeOf(writer, "the write completes after the read"));
    }

    [Fact]
    public async Task A_fault_reaches_a_waiting_writer_and_a_blocked_reader_and_the_first_one_stays()
    {
        BoundedHandoff<int> full = new(capacity: 1);
        full.TryWrite(1, out ValueTask waiting);
        full.Fail(new IOException("disk full"));
        full.Fail(new IOException("later"));

        Assert.Equal("disk full", (await Assert.ThrowsAsync<IOException>(async () => await waiting)).Message);
        Assert.False(full.TryWrite(2, out _));
        Assert.Equal("disk full", Assert.Throws<IOException>(() => full.TryRead(wait: true, out _)).Message);
        Assert.True(full.TryDrain(out int left));
        Assert.Equal(1, left);

        BoundedHandoff<int> empty = new(capacity: 1);
        Task<Exception?> reader = Task.Factory.StartNew(() => Record.Exception(() => empty.TryRead(wait: true, out _)), TaskCreationOptions.LongRunning);
        empty.Fail(new IOException("given up"));
        Assert.Equal("given up", (await Within.TimeOf(reader, "the reader is woken by the fault"))?.Message);
    }

    [Fact]
    public async Task Many_items_pass_in_order()
    {
        BoundedHandoff<int> queue = new(capacity: 2);
        Task<long> reader = Task.Factory.StartNew(
            () =>
            {
                long outOfOrder = 0;
                int expected = 0;
                while (queue.TryRead(wait: true, out int item))
                {
                    outOfOrder += item == expected++ ? 0 : 1;
                }

                return expected == 100_000 ? outOfOrder : -1;
            },
            TaskCreationOptions.LongRunning);
        for (int i = 0; i < 100_000; i++)
        {
            queue.TryWrite(i, out ValueTask room);
            await room;
        }

        queue.Complete();
        Assert.Equal(0, await Within.TimeOf(reader, "all items are read"));
    }
}
