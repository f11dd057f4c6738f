using System.CommandLine;
using Nexmark.Running;

var events = new Option<long>("--events") { Description = "Events of all kinds.", DefaultValueFactory = _ => 1_000_000 };
var query = new Option<string[]>("--query") { Description = "Only this query; may be repeated." };
query.AcceptOnlyFromAmong([.. AllQueries.List.Select(static q => q.Name)]);
var parallelism = new Option<int[]>("--parallelism")
{
    Description = "Lanes of keyed nodes, as in 1,2.",
    DefaultValueFactory = _ => [1, 2],
    CustomParser = static result =>
    {
        var parts = result.Tokens.SelectMany(static t => t.Value.Split(',')).ToArray();
        var wrong = Array.Find(parts, static p => !int.TryParse(p, out var lanes) || lanes is < 1 or > 128);
        if (wrong is not null)
        {
            result.AddError($"'{wrong}' is no number of lanes: write numbers from 1 to 128, as in 1,2.");
            return null;
        }

        return [.. parts.Select(int.Parse)];
    },
};
var seed = new Option<ulong>("--seed") { Description = "Seed of the events.", DefaultValueFactory = _ => 1 };
var json = new Option<bool>("--json") { Description = "A line of JSON a run." };

var command = new RootCommand("The Nexmark queries as pipelines: their speed, and their results against DuckDB's SQL over the same events.") { events, query, parallelism, seed, json };
command.SetAction(parsed =>
{
    var names = parsed.GetValue(query) ?? [];
    var queries = AllQueries.List.Where(q => names.Length == 0 || names.Contains(q.Name)).ToArray();
    return new Suite(queries, parsed.GetValue(events), parsed.GetValue(parallelism)!, parsed.GetValue(seed), parsed.GetValue(json), Console.Out, TimeProvider.System).RunAsync();
});
return await command.Parse(args).InvokeAsync();
