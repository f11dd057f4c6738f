using System.Globalization;
using StreamingDataCleaning.LoadGenerator.Events;
using StreamingDataCleaning.LoadGenerator.Sending;

namespace StreamingDataCleaning.LoadGenerator;

/// <summary>Writes runs of events, partition after partition, at the requested rate, and only as far ahead as allowed.</summary>
internal sealed class Generator(GeneratorOptions options, TimeProvider clock, TextWriter output)
{
    private const int MaxRun = 1000;

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan SaveInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan CommittedInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromMinutes(2);

    private readonly Tally _tally = new(options.TallyFile, options.Seed);
    private TimeSpan _heldBack;
    private int _partition;

    /// <summary>Runs until the end of the duration or the count, or until the signal.</summary>
    /// <returns>0 where the broker has acknowledged every message that was counted.</returns>
    internal async Task<int> RunAsync(CancellationToken signal)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(signal);
        var orphaned = ParentProcess.Gone(options.ParentProcess, stopping.Token).ContinueWith(_ => stopping.CancelAsync(), TaskScheduler.Default);
        using var group = new GroupOffsets(options);
        var starts = group.Discover(clock, stopping.Token);
        using var writer = new TopicWriter(options, starts.Length, output);
        var holdBack = new HoldBack(starts, options.HoldBackGroup is null ? long.MaxValue : options.MaxUncommittedBytes);

        var run = clock.GetUtcNow().ToUnixTimeSeconds().ToString("x", CultureInfo.InvariantCulture);
        await output.WriteLineAsync($"load generator: seed {options.Seed}, {starts.Length} partitions of {options.Topic}, {options.Rate:0} records/s");
        var began = clock.GetTimestamp();
        await WriteAsync(new(options, run), writer, holdBack, group, began, stopping.Token);
        var flushed = writer.Flush(FlushTimeout);
        var elapsed = clock.GetElapsedTime(began);
        _tally.Save(writer, elapsed, _heldBack, done: flushed && writer.Failure is null);
        await stopping.CancelAsync();
        await orphaned;
        return Report(writer, flushed, elapsed);
    }

    private async Task WriteAsync(EventSequence events, TopicWriter writer, HoldBack holdBack, GroupOffsets group, long began, CancellationToken stop)
    {
        using var buffer = new RunBuffer(MaxRun);
        using var timer = new PeriodicTimer(Turn, clock);
        var pace = new Pace(options, holdBack.Partitions);
        var (saved, asked, turned) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        var committed = Task.FromResult<long[]?>(null);
        while (!stop.IsCancellationRequested && writer.Failure is null)
        {
            var elapsed = clock.GetElapsedTime(began);
            if (pace.IsOver(events.Written, elapsed))
            {
                return;
            }

            var held = !WriteDue(events, writer, holdBack, buffer, pace, elapsed);
            _heldBack += held ? elapsed - turned : TimeSpan.Zero;
            turned = elapsed;
            writer.Poll();
            if (committed.IsCompleted && options.HoldBackGroup is not null && elapsed - asked >= CommittedInterval)
            {
                holdBack.Committed(await committed);
                committed = Task.Run(group.TryGetCommitted, CancellationToken.None);
                asked = elapsed;
            }

            if (elapsed - saved >= SaveInterval)
            {
                _tally.Save(writer, elapsed, _heldBack, done: false);
                saved = elapsed;
            }

            if (held || !pace.IsUnlimited)
            {
                await timer.WaitForNextTickAsync(CancellationToken.None);
            }
        }

        await committed;
    }

    /// <returns>Whether all due events were written: false where every partition has reached its limit.</returns>
    private bool WriteDue(EventSequence events, TopicWriter writer, HoldBack holdBack, RunBuffer buffer, Pace pace, TimeSpan elapsed)
    {
        while (pace.NextRun(events.Written, elapsed) is > 0 and var length)
        {
            if (!holdBack.TryNext(ref _partition))
            {
                return false;
            }

            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            buffer.Clear();
            for (var i = 0; i < length; i++)
            {
                var bytes = events.Next(now, buffer.Room, out var kind);
                buffer.Add(bytes);
                _tally.Count(kind, bytes);
            }

            writer.Write(_partition, buffer);
            holdBack.Wrote(_partition, length, buffer.Bytes);
            if (pace.IsUnlimited)
            {
                return true;
            }
        }

        return true;
    }

    private int Report(TopicWriter writer, bool flushed, TimeSpan elapsed)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"load generator: {writer.Delivered} records, {_tally.Bytes} bytes in {elapsed.TotalSeconds:0.0} s ({writer.Delivered / elapsed.TotalSeconds:0}/s), held back {_heldBack.TotalSeconds:0.0} s"));
        if (writer.Failure is { } failure)
        {
            output.WriteLine($"load generator: not everything was delivered: {failure}");
            return 1;
        }

        if (!flushed)
        {
            output.WriteLine($"load generator: not everything was acknowledged within {FlushTimeout.TotalSeconds:0} s");
        }

        return flushed ? 0 : 1;
    }
}
