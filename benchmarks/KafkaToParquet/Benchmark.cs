using System.Text.Json;
using Benchmarks.Targets;
using KafkaToParquet.Measuring;
using KafkaToParquet.Results;
using StreamingDataCleaning.Processes;

namespace KafkaToParquet;

/// <summary>Measures the sample's pipeline against a bare loop and a hand-written program, and under two rates.</summary>
internal sealed class Benchmark(BenchOptions options, TextWriter output, TimeProvider time)
{
    /// <summary>Names of the parts, for <c>--only</c>.</summary>
    public static readonly string[] Parts = ["rates", "fast", "slow"];

    private readonly Report _report = new(output, options.Json, new Scorecard(options.Targets));

    /// <returns>0 if all measured targets are met; 1 if one is missed or the run failed.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var directory = options.Keep ?? Directory.CreateTempSubdirectory("kafka-to-parquet-").FullName;
        try
        {
            _report.Write(Machine.Here());
            var stage = new Stage(options, directory, time);
            if (IsWanted("rates"))
            {
                await new RateComparison(options, stage, _report).RunAsync(stop);
            }

            var load = new LoadTest(stage, _report);
            if (IsWanted("fast"))
            {
                await load.FastAsync(options.FastSeconds, stop);
            }

            if (IsWanted("slow"))
            {
                await load.SlowAsync(options.SlowSeconds, stop);
            }

            return _report.End();
        }
        catch (Exception fault) when (fault is SampleException or TimeoutException or OperationCanceledException or JsonException or IOException)
        {
            await Console.Error.WriteLineAsync($"kafka-to-parquet: {fault.Message}");
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

    private bool IsWanted(string part) => options.Only.Count == 0 || options.Only.Contains(part);
}
