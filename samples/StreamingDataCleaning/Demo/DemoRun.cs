using System.Globalization;
using System.Text.Json;
using Dataflow.Pipelines.Time;

namespace StreamingDataCleaning.Demo;

/// <summary>One run of the demo: three processes, a drain, and the account.</summary>
internal sealed class DemoRun(DemoOptions options, TimeProvider time)
{
    private static readonly TimeSpan OutOfOrderness = TimeSpan.FromSeconds(10);
    private readonly Progress progress = new(options.Json, options.Seconds);

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var directory = options.Keep ?? Directory.CreateTempSubdirectory("dataflow-demo-").FullName;
        Directory.CreateDirectory(directory);
        try
        {
            var account = await RunAsync(directory, stop);
            progress.Say(account.Sentence);
            progress.Say(account.Balanced ? "The account balances." : "The account does not balance.");
            Console.Out.WriteLine(JsonSerializer.Serialize(account, DemoJson.Default.Account));
            return account.Balanced ? 0 : 1;
        }
        catch (Exception fault) when (fault is DemoException or TimeoutException or OperationCanceledException)
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
            throw new DemoException($"--window: '{options.Window}' is no duration; write a number and one of ms, s, m, h, as in 10s or 5m.");
        }

        await using var broker = options.Kafka is null ? StartBroker(directory) : null;
        var kafka = options.Kafka ?? await AddressAsync(directory, broker!, stop);
        if (options.Kafka is not null)
        {
            await Topics.EnsureAsync(kafka, options.Topic, options.PartitionsNeeded);
        }

        progress.Say($"broker     {kafka}{(broker is null ? "" : " (librdkafka's mock cluster, in a process of its own)")}, topic {options.Topic}");
        await using var pipeline = new PipelineProcess(options, kafka, directory);
        await pipeline.StartAsync(stop);
        progress.Say($"pipeline   reads {options.Topic}, writes {pipeline.Lake}");
        await using var generator = StartGenerator(directory, kafka);
        progress.Say(string.Create(CultureInfo.InvariantCulture, $"generator  {options.Rate:n0} records/s for {options.Seconds} s, seed {options.Seed}"));

        var lake = new Lake(pipeline.Lake, window, OutOfOrderness);
        var kills = await WatchAsync(generator, pipeline, lake, directory, stop);
        progress.Say("draining   reads what is left, closes every window, commits");
        await pipeline.DrainAsync(stop);
        return AccountOf(Tally(directory)!, pipeline, lake, kills);
    }

    private async Task<int> WatchAsync(ChildProcess generator, PipelineProcess pipeline, Lake lake, string directory, CancellationToken stop)
    {
        var started = time.GetUtcNow();
        var killAt = options.KillAt is { } seconds ? started + TimeSpan.FromSeconds(seconds) : DateTimeOffset.MaxValue;
        var kills = 0;
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(200), time);
        while (!generator.HasExited)
        {
            await ticks.WaitForNextTickAsync(stop);
            var now = time.GetUtcNow();
            if (now >= killAt)
            {
                killAt = DateTimeOffset.MaxValue;
                kills++;
                await pipeline.KillAsync(stop);
                progress.Say("SIGKILL    the pipeline is dead; it starts again");
                await pipeline.StartAsync(stop);
            }

            pipeline.ThrowIfFailed();
            progress.Show(now, started, pipeline.Report, Tally(directory), lake.Windows());
        }

        generator.ThrowIfFailed();
        return kills;
    }

    private static Account AccountOf(TallyReport tally, PipelineProcess pipeline, Lake lake, int kills)
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

    private static TallyReport? Tally(string directory)
    {
        var path = Path.Combine(directory, "tally.json");
        return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllText(path), DemoJson.Default.TallyReport) : null;
    }

    private ChildProcess StartBroker(string directory) => ChildProcess.Start(
        "Broker",
        "StreamingDataCleaning.Broker",
        directory,
        null,
        "--port-file", Path.Combine(directory, "broker.address"),
        "--topic", Invariant($"{options.Topic}:{options.PartitionsNeeded}"),
        "--topic", $"{options.Topic}_dlq:16",
        "--parent-pid", Invariant($"{Environment.ProcessId}"));

    private ChildProcess StartGenerator(string directory, string kafka) => ChildProcess.Start(
        "LoadGenerator",
        "StreamingDataCleaning.LoadGenerator",
        directory,
        null,
        "--bootstrap-servers", kafka,
        "--topic", options.Topic,
        "--rate", Invariant($"{options.Rate}"),
        "--seconds", Invariant($"{options.Seconds}"),
        "--window", options.Window,
        "--seed", Invariant($"{options.Seed}"),
        "--hold-back-group", "data_cleaner_group",
        "--tally", Path.Combine(directory, "tally.json"),
        "--parent-pid", Invariant($"{Environment.ProcessId}"));

    private async Task<string> AddressAsync(string directory, ChildProcess broker, CancellationToken stop)
    {
        var path = Path.Combine(directory, "broker.address");
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50), time);
        for (var waited = 0; waited < 400 && await ticks.WaitForNextTickAsync(stop); waited++)
        {
            broker.ThrowIfFailed();
            if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } address)
            {
                return address;
            }
        }

        throw new DemoException("The broker has not said its address within 20 s.");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
