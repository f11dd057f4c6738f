using System.CommandLine;
using Benchmarks.Targets;
using Nexmark.Running;

var events = new Option<long>("--events") { Description = "Events of all kinds.", DefaultValueFactory = _ => 1_000_000 }.Positive();
var query = new Option<string[]>("--query") { Description = "Only this query; may be repeated." };
query.AcceptOnlyFromAmong([.. AllQueries.List.Select(static q => q.Name)]);
var parallelism = new Option<int[]>("--parallelism")
{
    Description = "Lanes of keyed nodes, as in 1,2.",
    DefaultValueFactory = _ => [1, 2],
    CustomParser = BenchmarkCommand.Lanes,
};
var seed = new Option<ulong>("--seed") { Description = "Seed of the events.", DefaultValueFactory = _ => 1 };
var json = new Option<bool>("--json") { Description = "One line of JSON per run." };
var target = BenchmarkCommand.TargetOption(SuiteTargets.All);

var command = new RootCommand("The Nexmark queries as pipelines: their speed, and their results against DuckDB's SQL over the same events.") { events, query, parallelism, seed, json, target };
command.SetAction(async (parsed, _) =>
{
    var names = parsed.GetValue(query) ?? [];
    var queries = AllQueries.List.Where(q => names.Length == 0 || names.Contains(q.Name)).ToArray();
    var targets = Scorecard.With(SuiteTargets.All, parsed.GetValue(target) ?? [], out var _);
    try
    {
        return await new Suite(
            queries, parsed.GetValue(events), parsed.GetValue(parallelism)!, parsed.GetValue(seed), parsed.GetValue(json), targets, Console.Out, TimeProvider.System).RunAsync();
    }
    catch (InvalidDataException fault)
    {
        await Console.Error.WriteLineAsync($"nexmark: {fault.Message}");
        return 1;
    }
});
return await BenchmarkCommand.RunAsync("nexmark", command, args, new InvocationConfiguration());
