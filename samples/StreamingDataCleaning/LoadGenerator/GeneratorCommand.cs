using System.CommandLine;
using StreamingDataCleaning.LoadGenerator.Events;

namespace StreamingDataCleaning.LoadGenerator;

/// <summary>The command line.</summary>
internal sealed class GeneratorCommand
{
    private readonly Option<string> _servers = new("--bootstrap-servers") { Description = "Address of the broker, as host:port.", Required = true };
    private readonly Option<string> _topic = new("--topic") { Description = "Topic to write to; it must exist.", DefaultValueFactory = _ => "raw_events" };
    private readonly Option<string[]> _properties = new("--property") { Description = "A librdkafka property, as name=value; may be repeated." };
    private readonly Option<double> _rate = new("--rate") { Description = "Records per second; 0: as fast as possible.", DefaultValueFactory = _ => 10_000 };
    private readonly Option<double?> _seconds = new("--seconds") { Description = "How long to write, in seconds." };
    private readonly Option<long?> _count = new("--count") { Description = "How many records to write." };
    private readonly Option<ulong> _seed = new("--seed") { Description = "The same seed writes the same bytes, except times.", DefaultValueFactory = _ => 1 };
    private readonly Option<string> _bound = new("--out-of-orderness") { Description = "How far behind an out-of-order event may be.", DefaultValueFactory = _ => "10s" };
    private readonly Option<string> _window = new("--window") { Description = "The pipeline's window; late events are behind by more.", DefaultValueFactory = _ => "5m" };
    private readonly Option<string> _interval = new("--partition-interval") { Description = "How often each partition gets records.", DefaultValueFactory = _ => "500ms" };
    private readonly Option<string?> _group = new("--hold-back-group") { Description = "Waits for the committed offsets of this group." };
    private readonly Option<long> _uncommitted = new("--max-uncommitted-bytes-per-partition") { Description = "How far ahead of these offsets to write.", DefaultValueFactory = _ => 3 << 20 };
    private readonly Option<FileInfo?> _tally = new("--tally") { Description = "File for the tally, as JSON; updated while running." };
    private readonly Option<int?> _parent = new("--parent-pid") { Description = "Ends when this process ends." };
    private readonly Option<string> _startup = new("--startup-timeout") { Description = "How long to wait for a broker.", DefaultValueFactory = _ => "30s" };
    private readonly Dictionary<EventKind, Option<double>> _shares = [];

    internal GeneratorCommand()
    {
        Command = new("Writes a dirty event stream to Kafka, and a tally of what it wrote.")
        {
            _servers, _topic, _properties, _rate, _seconds, _count, _seed, _bound, _window, _interval, _group, _uncommitted, _tally, _parent, _startup,
        };
        foreach (var (kind, share) in EventShares.Defaults)
        {
            _shares[kind] = new("--" + Tally.NameOf(kind).Replace('_', '-')) { Description = "Share of such events.", DefaultValueFactory = _ => share };
            Command.Options.Add(_shares[kind]);
        }
    }

    internal RootCommand Command { get; }

    /// <exception cref="FormatException">An option has a value that cannot be read.</exception>
    internal GeneratorOptions Read(ParseResult parsed) => new()
    {
        BootstrapServers = parsed.GetRequiredValue(_servers),
        Topic = parsed.GetRequiredValue(_topic),
        Properties = (parsed.GetValue(_properties) ?? []).Select(Property).ToDictionary(),
        Rate = parsed.GetValue(_rate),
        Duration = parsed.GetValue(_seconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Count = parsed.GetValue(_count),
        Seed = parsed.GetValue(_seed),
        Shares = _shares.ToDictionary(pair => pair.Key, pair => parsed.GetValue(pair.Value)),
        OutOfOrderness = DurationOption.Parse(parsed.GetRequiredValue(_bound)),
        Window = DurationOption.Parse(parsed.GetRequiredValue(_window)),
        PartitionInterval = DurationOption.Parse(parsed.GetRequiredValue(_interval)),
        HoldBackGroup = parsed.GetValue(_group),
        MaxUncommittedBytes = parsed.GetValue(_uncommitted),
        TallyFile = parsed.GetValue(_tally)?.FullName,
        ParentProcess = parsed.GetValue(_parent),
        StartupTimeout = DurationOption.Parse(parsed.GetRequiredValue(_startup)),
    };

    private static KeyValuePair<string, string> Property(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 ? new(text[..equals], text[(equals + 1)..]) : throw new FormatException("A --property is written name=value.");
    }
}
