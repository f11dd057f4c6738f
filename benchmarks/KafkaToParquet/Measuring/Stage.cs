using KafkaToParquet.Contenders;
using StreamingDataCleaning.Processes;

namespace KafkaToParquet.Measuring;

/// <summary>Runs one program with its own broker and load generator, and checks that every record is accounted for.</summary>
internal sealed class Stage(BenchOptions options, string directory, TimeProvider time)
{
    private const string Topic = "raw_events";
    private const string Window = "10s";
    private const int Partitions = 384;

    // Bytes of the array header of a dead letter's payload on the managed heap.
    private const int ArrayHeader = 24;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(60);
    private int _runs;

    /// <param name="contender">The program.</param>
    /// <param name="rate">Records a second; 0: without a limit.</param>
    /// <param name="count">Number of records; <see langword="null"/>: until the time is over.</param>
    /// <param name="seconds">Duration; <see langword="null"/>: until the count is reached.</param>
    /// <param name="shares">Further arguments of the generator.</param>
    /// <param name="stop">Cancels the run.</param>
    /// <exception cref="SampleException">A process failed or made no progress, or a record was lost.</exception>
    public async Task<Outcome> RunAsync(Contender contender, int rate, long? count, int? seconds, IReadOnlyList<string> shares, CancellationToken stop)
    {
        var folder = Directory.CreateDirectory(Path.Combine(directory, $"{++_runs:d2}-{contender}")).FullName;
        await using var broker = await BrokerChild.StartAsync(folder, Topic, Partitions, time, stop);
        var series = new Series(time);
        await using var program = Make(contender, broker.Address, folder, count ?? long.MaxValue, series);
        await program.StartAsync(stop);
        await using var generator = LoadGeneratorChild.Start(folder, new LoadOptions
        {
            Kafka = broker.Address,
            Topic = Topic,
            Rate = rate,
            Count = count,
            Seconds = seconds,
            Window = Window,
            Seed = options.Seed,
            More = shares,
        });
        var lag = await WatchAsync(generator, program, series, stop);
        await program.FinishAsync(stop);
        var outcome = Check(contender, generator.Tally()!, series, lag, Path.Combine(folder, "lake"));
        if (options.Keep is null)
        {
            Directory.Delete(folder, recursive: true);
        }

        return outcome;
    }

    private ContenderProcess Make(Contender contender, string kafka, string folder, long count, Series series) => contender == Contender.Pipeline
        ? new PipelineContender(new PipelineOptions { Kafka = kafka, Topic = Topic, Window = Window, Directory = folder, StatusInterval = "250ms" }, series)
        : new LoopContender(contender, new ContenderOptions
        {
            Kafka = kafka,
            Topic = Topic,
            Partitions = Partitions,
            Count = count,
            Window = TimeSpan.FromSeconds(10),
            Lake = Path.Combine(folder, "lake"),
            StatusInterval = TimeSpan.FromMilliseconds(250),
        }, folder, series);

    /// <summary>Waits until all records are written and read.</summary>
    /// <returns>The lag of the program, in records, when all were written.</returns>
    private async Task<long> WatchAsync(LoadGeneratorChild generator, ContenderProcess program, Series series, CancellationToken stop)
    {
        using var ticks = new PeriodicTimer(Tick, time);
        var (lag, seen, moved) = (-1L, -1L, time.GetTimestamp());
        while (await ticks.WaitForNextTickAsync(stop))
        {
            generator.ThrowIfFailed();
            program.ThrowIfFailed();
            if (generator.HasExited && generator.Tally() is { } tally)
            {
                lag = lag < 0 ? tally.In - series.Read : lag;
                if (series.Read >= tally.In)
                {
                    return lag;
                }
            }

            if (series.Read != seen)
            {
                (seen, moved) = (series.Read, time.GetTimestamp());
            }
            else if (time.GetElapsedTime(moved) > Stuck)
            {
                throw new SampleException($"{program.Name}: no record was read for {Stuck.TotalSeconds:0} s; {seen:n0} were read, {generator.Tally()?.In:n0} written.");
            }
        }

        throw new OperationCanceledException(stop);
    }

    private static Outcome Check(Contender contender, TallyReport tally, Series series, long lag, string lake)
    {
        if (contender == Contender.Bare)
        {
            var bytes = series.Last!.Nodes["bytes"].In;
            return bytes == tally.Bytes ? new(tally, series, lag, 0) : throw new SampleException($"The bare loop read {bytes:n0} bytes of {tally.Bytes:n0}.");
        }

        var nodes = series.Last!.Nodes;
        var (rows, text) = LakeReader.Read(lake);
        var undecoded = nodes["kafka_source"].Rejected;
        var elsewhere = undecoded + nodes["stream_cleaner"].Rejected + nodes["not_a_test_user"].Filtered + nodes["distinct"].Duplicates + nodes["lake"].Late;
        return elsewhere + rows == tally.In
            ? new(tally, series, lag, ((text * (tally.In - undecoded)) + tally.RejectedBytes + (ArrayHeader * tally.Rejected)) / tally.In)
            : throw new SampleException($"{contender}: {tally.In:n0} records were written, {elsewhere:n0} rejected, filtered, duplicate or late, and {rows:n0} rows are in the lake.");
    }
}
