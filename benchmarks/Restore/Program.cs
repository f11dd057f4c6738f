using System.CommandLine;
using Benchmarks.Targets;
using Restore;
using Restore.Lives;

var keys = new Option<long>("--keys") { Description = "Keys with a state.", DefaultValueFactory = _ => 10_000_000 }.Positive();
var lanes = new Option<int[]>("--lanes")
{
    Description = "Numbers of lanes to restore to, as in 1,8.",
    DefaultValueFactory = _ => [1, 2, 4, 8],
    CustomParser = BenchmarkCommand.Lanes,
};
var writtenBy = new Option<int>("--written-by") { Description = "Lanes that write the checkpoint.", DefaultValueFactory = _ => 4 }.Positive();
var rounds = new Option<int>("--rounds") { Description = "Restores at each number of lanes.", DefaultValueFactory = _ => 3 }.Positive();
var target = BenchmarkCommand.TargetOption(RestoreTargets.All);

var command = new RootCommand("Restores the keyed state of one checkpoint at several numbers of lanes: time and memory must not grow with them.") { keys, lanes, writtenBy, rounds, target, LifeCommand() };
command.SetAction(async (parsed, stop) =>
{
    try
    {
        return await new RestoreBenchmark(
            new RestoreOptions
            {
                Keys = parsed.GetValue(keys),
                Lanes = parsed.GetValue(lanes)!,
                WrittenBy = parsed.GetValue(writtenBy),
                Rounds = parsed.GetValue(rounds),
                Targets = Scorecard.With(RestoreTargets.All, parsed.GetValue(target) ?? [], out _),
            },
            Console.Out).RunAsync(stop);
    }
    catch (InvalidDataException fault)
    {
        await Console.Error.WriteLineAsync($"restore: {fault.Message}");
        return 1;
    }
});
return await BenchmarkCommand.RunAsync("restore", command, args, new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });

// Each run of the job is a further process of this executable.
static Command LifeCommand()
{
    var what = new Argument<string>("what");
    what.AcceptOnlyFromAmong("fill", "start");
    var state = new Option<string>("--state") { Required = true };
    var keys = new Option<long>("--keys") { Required = true };
    var lanes = new Option<int>("--lanes") { Required = true };
    var command = new Command("life", "Runs the job once.") { what, state, keys, lanes };
    command.Hidden = true;
    command.SetAction(parsed =>
    {
        var (folder, count, parallelism) = (parsed.GetRequiredValue(state), parsed.GetRequiredValue(keys), parsed.GetRequiredValue(lanes));
        return parsed.GetRequiredValue(what) == "fill"
            ? Life.FillAsync(folder, count, parallelism)
            : Life.StartAsync(folder, count, parallelism, Console.Out, TimeProvider.System);
    });
    return command;
}
