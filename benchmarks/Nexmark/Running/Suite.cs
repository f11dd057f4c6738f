using System.Globalization;
using System.Text.Json;
using Benchmarks.Targets;
using Nexmark.Events;
using Nexmark.Reference;

namespace Nexmark.Running;

/// <summary>Runs queries in order and out of order, at several parallelisms, and compares the results with DuckDB's SQL.</summary>
internal sealed class Suite(
    IReadOnlyList<Query> queries, long events, IReadOnlyList<int> parallelisms, ulong seed, bool json, IReadOnlyList<Target> targets, TextWriter output, TimeProvider time)
{
    // 2 ms of event time at 10,000 events a second.
    private const int OutOfOrderGroup = 20;

    // So that the first row does not include JIT compilation.
    private const long WarmUpEvents = 50_000;

    /// <returns>0 where every target is met, else 1.</returns>
    /// <exception cref="InvalidDataException">An event was rejected, or late.</exception>
    public async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("nexmark-").FullName;
        var differing = 0;
        try
        {
            Head();
            var warmUp = new EventSequence(new EventSettings { Count = Math.Min(events, WarmUpEvents), Seed = seed });
            foreach (var group in new[] { 1, OutOfOrderGroup })
            {
                var sequence = new EventSequence(new EventSettings { Count = events, OutOfOrderGroup = group, Seed = seed });
                var factory = new EventFactory(sequence);
                using var tables = new ReferenceTables();
                tables.Load(sequence, factory, folder);
                foreach (var query in queries)
                {
                    await QueryRun.RunAsync(query, warmUp, new EventFactory(warmUp), parallelism: 2, folder, results: null, time);
                    foreach (var parallelism in parallelisms)
                    {
                        if (!await RunAsync(query, sequence, factory, parallelism, tables, folder))
                        {
                            differing++;
                        }
                    }
                }
            }

            var scorecard = new Scorecard(targets);
            scorecard.Add(SuiteTargets.DifferingResults, differing);
            if (!json)
            {
                await output.WriteLineAsync("Flink: events per core-second as published by its project, on other machines and with other settings; for scale.");
                scorecard.Write(output);
            }

            return scorecard.ExitCode;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Once for the speed, without storing the rows, and once for the rows.
    private async Task<bool> RunAsync(Query query, EventSequence sequence, EventFactory factory, int parallelism, ReferenceTables tables, string folder)
    {
        var results = Path.Combine(folder, "results");
        var cost = await QueryRun.RunAsync(query, sequence, factory, parallelism, folder, results: null, time);
        await QueryRun.RunAsync(query, sequence, factory, parallelism, folder, results, time);
        var comparison = Comparison.Of(query, tables, results);
        Directory.Delete(results, recursive: true);
        Write(query, sequence.Settings, parallelism, cost, comparison);
        return comparison.IsEqual;
    }

    private void Head()
    {
        if (!json)
        {
            output.WriteLine($"{"query",-6} {"order",-13} {"lanes",5} {"rows",10} {"events/s",12} {"CPU s",8} {"events/core-s",14} {"Flink",9} {"bytes/event",12} {"MiB",6}  result");
        }
    }

    private void Write(Query query, EventSettings settings, int parallelism, RunCost cost, Comparison comparison)
    {
        var order = settings.OutOfOrderGroup == 1 ? "in order" : "out of order";
        output.WriteLine(json
            ? JsonSerializer.Serialize(
                new SuiteRow(query.Name, settings.OutOfOrderGroup == 1, parallelism, comparison.Rows, Math.Round(cost.EventsPerSecond), Math.Round(cost.CpuSeconds, 3),
                    Math.Round(cost.EventsPerCoreSecond), query.Published * 1000, Math.Round(cost.AllocatedPerEvent, 1), cost.WorkingSet >> 20, comparison.IsEqual),
                SuiteJson.Default.SuiteRow)
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{query.Name,-6} {order,-13} {parallelism,5} {comparison.Rows,10:n0} {cost.EventsPerSecond,12:n0} {cost.CpuSeconds,8:0.00} {cost.EventsPerCoreSecond,14:n0} {query.Published * 1000,9:n0} {cost.AllocatedPerEvent,12:0.0} {cost.WorkingSet >> 20,6}  {(comparison.IsEqual ? "equal" : "DIFFERS")}"));
        foreach (var (title, rows) in new[] { ("only in SQL", comparison.Missing), ("only in the pipeline", comparison.Extra) })
        {
            foreach (var row in rows)
            {
                output.WriteLine($"  {title}: {row}");
            }
        }

        output.Flush();
    }
}
