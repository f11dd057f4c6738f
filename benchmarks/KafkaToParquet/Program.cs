using System.CommandLine;
using Benchmarks.Targets;
using KafkaToParquet;
using KafkaToParquet.Contenders;
using KafkaToParquet.Contenders.ByHand;

var json = new Option<bool>("--json") { Description = "One line of JSON per row." };
var quick = new Option<bool>("--quick") { Description = "Finishes within two minutes, with more noise." };
var only = new Option<string[]>("--only") { Description = $"Measure only this; may be repeated: {string.Join(", ", Benchmark.Parts)}." };
only.AcceptOnlyFromAmong(Benchmark.Parts);
var contenders = new Option<Contender[]>("--contender") { Description = "Compare the rates of only these programs; may be repeated." };
var rounds = new Option<int?>("--rounds") { Description = "Rounds of the comparison." }.Positive();
var records = new Option<long?>("--records") { Description = "Records that each program reads in a round." }.Positive();
var seconds = new Option<int?>("--seconds") { Description = "How long the generator writes at each of the two steady rates." }.Positive();
var target = BenchmarkCommand.TargetOption(BenchTargets.All);
var seed = new Option<ulong>("--seed") { Description = "Seed of the load generator.", DefaultValueFactory = _ => 1 };
var keep = new Option<DirectoryInfo?>("--keep") { Description = "Directory for logs and lakes, which is not deleted; the default is a temporary directory that is deleted." };

var command = new RootCommand("The sample's pipeline against a bare consume loop and a hand-written program, from Kafka to Parquet.")
{
    json, quick, only, contenders, rounds, records, seconds, target, seed, keep, ContenderCommand(),
};
command.SetAction((parsed, stop) =>
{
    var isQuick = parsed.GetValue(quick);
    return new Benchmark(new BenchOptions
    {
        Json = parsed.GetValue(json),
        Only = parsed.GetValue(only) ?? [],
        Contenders = parsed.GetValue(contenders) is { Length: > 0 } chosen ? chosen : Enum.GetValues<Contender>(),
        Rounds = parsed.GetValue(rounds) ?? (isQuick ? 2 : 3),
        Records = parsed.GetValue(records) ?? (isQuick ? 3_000_000 : 12_000_000),
        FastSeconds = parsed.GetValue(seconds) ?? (isQuick ? 20 : 100),
        SlowSeconds = parsed.GetValue(seconds) ?? (isQuick ? 10 : 45),
        Targets = Scorecard.With(BenchTargets.All, parsed.GetValue(target) ?? [], out _),
        Seed = parsed.GetValue(seed),
        Keep = parsed.GetValue(keep)?.FullName,
    }, Console.Out, TimeProvider.System).RunAsync(stop);
});
return await BenchmarkCommand.RunAsync("kafka-to-parquet", command, args, new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });

// The programs without the engine run in further processes of this executable.
static Command ContenderCommand()
{
    var which = new Argument<Contender>("program");
    var kafka = new Option<string>("--kafka") { Required = true };
    var topic = new Option<string>("--topic") { Required = true };
    var partitions = new Option<int>("--partitions") { Required = true };
    var count = new Option<long>("--count") { Required = true };
    var lake = new Option<string>("--lake") { Required = true };
    var command = new Command("contender", "Runs a program without the engine.") { which, kafka, topic, partitions, count, lake };
    command.Hidden = true;
    command.SetAction(parsed =>
    {
        var options = new ContenderOptions
        {
            Kafka = parsed.GetRequiredValue(kafka),
            Topic = parsed.GetRequiredValue(topic),
            Partitions = parsed.GetRequiredValue(partitions),
            Count = parsed.GetRequiredValue(count),
            Window = TimeSpan.FromSeconds(10),
            Lake = parsed.GetRequiredValue(lake),
            StatusInterval = TimeSpan.FromMilliseconds(250),
        };
        using IContender program = parsed.GetRequiredValue(which) == Contender.Bare ? new BareLoop(options) : new HandWritten(options);
        return new ContenderProgram(program, options, TimeProvider.System).Run();
    });
    return command;
}
