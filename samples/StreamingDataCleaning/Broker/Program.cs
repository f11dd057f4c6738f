using System.CommandLine;
using StreamingDataCleaning.Broker;

var portFile = new Option<FileInfo?>("--port-file") { Description = "File that receives the bootstrap address after the topics are created." };
var topics = new Option<string[]>("--topic") { Description = "Topic to create, as name or name:partitions; may be repeated.", DefaultValueFactory = _ => ["raw_events", "raw_events_dlq:4"] };
var partitions = new Option<int>("--partitions") { Description = "Partitions of a topic without a number.", DefaultValueFactory = _ => 256 };
var brokers = new Option<int>("--brokers") { Description = "Brokers in the cluster.", DefaultValueFactory = _ => 1 };
var rebalanceDelay = new Option<int>("--rebalance-delay-ms") { Description = "How long the first member of a group waits for others.", DefaultValueFactory = _ => 100 };
var parent = new Option<int?>("--parent-pid") { Description = "Ends when this process ends." };
var control = new Option<bool>("--control") { Description = "Reads commands from the standard input: down, up, rtt MS, delete TOPIC PARTITION BEFORE, create TOPIC PARTITIONS." };

var command = new RootCommand("A Kafka broker for tests and the demo: librdkafka's mock cluster in a separate process. It stores 5 MiB per partition, in memory.")
{
    portFile, topics, partitions, brokers, rebalanceDelay, parent, control,
};
command.SetAction((parsed, stop) => new BrokerProcess(new BrokerOptions
{
    PortFile = parsed.GetValue(portFile)?.FullName,
    Topics = [.. parsed.GetValue(topics)!.Select(text => TopicOption.Parse(text, parsed.GetValue(partitions)))],
    Brokers = parsed.GetValue(brokers),
    RebalanceDelayMilliseconds = parsed.GetValue(rebalanceDelay),
    ParentProcess = parsed.GetValue(parent),
    Control = parsed.GetValue(control),
}).RunAsync(stop));
return await command.Parse(args).InvokeAsync();
