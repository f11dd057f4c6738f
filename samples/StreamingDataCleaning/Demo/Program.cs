using System.CommandLine;
using StreamingDataCleaning.Demo;

var seconds = new Option<int>("--seconds") { Description = "How long the load generator writes.", DefaultValueFactory = _ => 60 };
var rate = new Option<int>("--rate") { Description = "Records per second.", DefaultValueFactory = _ => 10_000 };
var window = new Option<string>("--window") { Description = "Window of the pipeline, as in 10s or 5m.", DefaultValueFactory = _ => "10s" };
var killAt = new Option<int?>("--kill-at") { Description = "Kills the pipeline (SIGKILL) after this many seconds and restarts it." };
var kafka = new Option<string?>("--kafka") { Description = "Address of your own broker, as host:port, instead of the broker of the demo." };
var topic = new Option<string>("--topic") { Description = "Topic on your own broker; created with TOPIC_dlq if it is missing.", DefaultValueFactory = _ => "raw_events" };
var partitions = new Option<int>("--partitions") { Description = "Partitions of the topic; 0: as many as the rate needs.", DefaultValueFactory = _ => 0 };
var seed = new Option<ulong>("--seed") { Description = "Seed of the load generator.", DefaultValueFactory = _ => 1 };
var keep = new Option<DirectoryInfo?>("--keep") { Description = "Directory for lake, state and logs that is retained; without it, a temporary one is used and deleted." };
var json = new Option<bool>("--json") { Description = "Prints only the account, as one line of JSON." };

var command = new RootCommand("Starts a broker, a load generator and the pipeline as three processes, and accounts for every record.")
{
    seconds, rate, window, killAt, kafka, topic, partitions, seed, keep, json,
};
command.SetAction((parsed, stop) => new DemoRun(new DemoOptions
{
    Seconds = parsed.GetValue(seconds),
    Rate = parsed.GetValue(rate),
    Window = parsed.GetValue(window)!,
    KillAt = parsed.GetValue(killAt),
    Kafka = parsed.GetValue(kafka),
    Topic = parsed.GetValue(topic)!,
    Partitions = parsed.GetValue(partitions),
    Seed = parsed.GetValue(seed),
    Keep = parsed.GetValue(keep)?.FullName,
    Json = parsed.GetValue(json),
}, TimeProvider.System).RunAsync(stop));
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
