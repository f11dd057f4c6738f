using System.Globalization;
using System.Text.Json;
using Dataflow.Pipelines.Time;
using StreamingDataCleaning.Processes;

namespace StreamingDataCleaning.Demo;

/// <summary>One run of the demo: three processes, a drain, and the account.</summary>
internal sealed class DemoRun(DemoOptions options, TimeProvider time)
{
    private static readonly TimeSpan OutOfOrderness = TimeSpan.FromSeconds(10);
    private readonly Progress _progress = new(options.Json, time);

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var directory = options.Keep ?? Directory.CreateTempSubdirectory("dataflow-demo-").FullName;
        Directory.CreateDirectory(directory);
        try
        {
            var account = await RunAsync(directory, stop);
            _progress.Say(account.Sentence);
            _progress.Say(account.Balanced ? "The account balances." : "The account does not balance.");
            Console.Out.WriteLine(JsonSerializer.Serialize(account, DemoJson.Default.Account));
            return account.Balanced ? 0 : 1;
        }
        catch (Exception fault) when (stop.IsCancellationRequested && fault is SampleException or OperationCanceledException)
        {
            // A terminal sends Ctrl+C to the three processes too: their end is then not a failure.
            await Console.Error.WriteLineAsync("demo: interrupted; there is no account.");
            return 1;
        }
        catch (Exception fault) when (fault is SampleException or TimeoutException)
        {
            await Console.Error.WriteLineAsync($"demo: {fault.Message}");
            return 1;
        }
        finally
        {
            if (options.Keep is null)
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }

    private async Task<Account> RunAsync(string directory, CancellationToken stop)
    {
        if (!Duration.TryParse(options.Window, out var window) || window <= TimeSpan.Zero)
        {
            throw new SampleException($"--window: '{options.Window}' is no duration; write a number and one of ms, s, m, h, as in 10s or 5m.");
        }

        await using var broker = options.Kafka is null ? await BrokerChild.StartAsync(directory, options.Topic, options.PartitionsNeeded, time, stop) : null;
        var kafka = options.Kafka ?? broker!.Address;
        if (options.Kafka is not null)
        {
            await Topics.EnsureAsync(kafka, options.Topic, options.PartitionsNeeded);
        }

        _progress.Say($"broker     {kafka}{(broker is null ? "" : " (librdkafka's mock cluster, in a separate process)")}, topic {options.Topic}");
        var pipelineOptions = new PipelineOptions { Kafka = kafka, Topic = options.Topic, Window = options.Window, Directory = directory };
        await using var pipeline = new PipelineChild(pipelineOptions);
        await pipeline.StartAsync(stop);
        _progress.Say($"pipeline   reads {options.Topic}, writes {pipelineOptions.Lake}");
        await using var generator = LoadGeneratorChild.Start(directory, new LoadOptions
        {
            Kafka = kafka,
            Topic = options.Topic,
            Rate = options.Rate,
            Seconds = options.Seconds,
            Window = options.Window,
            Seed = options.Seed,
        });
        _progress.Say(string.Create(CultureInfo.InvariantCulture, $"generator  {options.Rate:n0} records/s for {options.Seconds} s, seed {options.Seed}"));

        var lake = new Lake(pipelineOptions.Lake, window, OutOfOrderness);
        var started = time.GetTimestamp();
        return await _progress.DuringAsync(Frame("generating", started, generator, pipeline, lake, kills: 0), async () =>
        {
            var kills = await WatchAsync(started, generator, pipeline, lake, stop);
            _progress.Say("draining   reads what is left, closes every window, commits");
            _progress.Show(Frame("draining", started, generator, pipeline, lake, kills));
            await pipeline.DrainAsync(stop);
            var account = AccountOf(generator.Tally()!, pipeline, lake, kills);
            _progress.Show(Frame("done", started, generator, pipeline, lake, kills) with { Account = account });
            return account;
        });
    }

    private async Task<int> WatchAsync(long started, LoadGeneratorChild generator, PipelineChild pipeline, Lake lake, CancellationToken stop)
    {
        var kills = 0;
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(200), time);
        while (!generator.HasExited)
        {
            await ticks.WaitForNextTickAsync(stop);
            if (kills == 0 && options.KillAt is { } seconds && time.GetElapsedTime(started) >= TimeSpan.FromSeconds(seconds))
            {
                kills++;
                await pipeline.KillAsync(stop);
                _progress.Say("SIGKILL    the pipeline is dead; it starts again");
                await pipeline.StartAsync(stop);
            }

            pipeline.ThrowIfFailed();
            _progress.Show(Frame("generating", started, generator, pipeline, lake, kills));
        }

        generator.ThrowIfFailed();
        return kills;
    }

    private Frame Frame(string phase, long started, LoadGeneratorChild generator, PipelineChild pipeline, Lake lake, int kills) => new()
    {
        Phase = phase,
        Seconds = Math.Min(options.Seconds, time.GetElapsedTime(started).TotalSeconds),
        Report = pipeline.Report,
        Written = generator.Tally()?.In ?? 0,
        Windows = lake.Windows(),
        Kills = kills,
    };

    private static Account AccountOf(TallyReport tally, PipelineChild pipeline, Lake lake, int kills)
    {
        var nodes = pipeline.Report!.Nodes;
        var (rows, p50, p99, after) = lake.Read();
        return new Account
        {
            In = tally.In,
            Rejected = nodes["kafka_source"].Rejected + nodes["stream_cleaner"].Rejected,
            Filtered = nodes["not_a_test_user"].Filtered,
            Duplicate = nodes["distinct"].Duplicates,
            Late = nodes["lake"].Late,
            Rows = rows,
            RejectedWritten = tally.Rejected,
            FilteredWritten = tally.Filtered,
            Windows = lake.Windows(),
            RecordsPerSecond = Math.Round(tally.In / tally.Seconds),
            LatencyP50Ms = Math.Round(p50),
            LatencyP99Ms = Math.Round(p99),
            AfterWindowP99Ms = Math.Round(after),
            PeakWorkingSetMib = Math.Round(pipeline.PeakWorkingSet / 1048576.0, 1),
            CpuSecondsPerMillion = Math.Round(pipeline.CpuSeconds / (tally.In / 1e6), 3),
            Kills = kills,
        };
    }
}
