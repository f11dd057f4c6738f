using System.IO.Hashing;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Testing.Contracts;

namespace Dataflow.Pipelines.Testing.State;

/// <summary>The expected state of all lanes of a <see cref="ContractJob"/>, in dictionaries.</summary>
internal sealed partial class ContractModel
{
    private const int Numbers = 600;
    private const int Hours = 4;
    private readonly Dictionary<UInt128, Visits> _visits;
    private readonly Dictionary<UInt128, byte[]> _values;
    private readonly Dictionary<(long Hour, UInt128 Key), byte[]> _windows;
    private readonly HashSet<(bool IsEvent, UInt128 Key, long Ticks)> _timers;
    private readonly HashSet<TimerEntry> _due;
    private readonly List<byte[]> _list;
    private readonly Dictionary<UInt128, long> _seen;
    private byte[]? _rules;
    private long _watermark;

    public ContractModel() => (_visits, _values, _windows, _timers, _due, _list, _seen, _watermark) = ([], [], [], [], [], [], [], TimeSpan.TicksPerDay);

    private ContractModel(ContractModel other)
    {
        (_visits, _values, _windows, _timers) = (new(other._visits), new(other._values), new(other._windows), [.. other._timers]);
        (_due, _list, _seen, _rules, _watermark) = ([.. other._due], [.. other._list], new(other._seen), other._rules, other._watermark);
    }

    /// <summary>A copy of the current model.</summary>
    public ContractModel Copy() => new(this);

    /// <summary>Expects that all lanes together hold the model, and that each holds only its own keys.</summary>
    public async ValueTask ExpectAsync(IReadOnlyList<ContractLane> lanes)
    {
        foreach (var lane in lanes)
        {
            await lane.LoadAllAsync();
            Expect.Equal(Text(0, default, _rules), Text(0, default, lane.Rules.Value), "The broadcast value");
        }

        Same(_visits.Where(static v => v.Value != default).Select(static v => $"{v.Key:x32}: {v.Value}"), VisitsOf, "Values of the method");
        Same(_values.Select(static v => Text(0, v.Key, v.Value)), ValuesOf, "Values by key");
        Same(_windows.Select(static w => Text(w.Key.Hour, w.Key.Key, w.Value)), WindowsOf, "Values by namespace and key");
        Same(
            _timers.Select(static t => $"{t}"),
            static l => l.Timers.Event.Entries.Select(static t => $"{(true, t.Key, t.Ticks)}").Concat(l.Timers.Processing.Entries.Select(static t => $"{(false, t.Key, t.Ticks)}")),
            "Timers");
        Same(_due.Select(static t => $"{t}"), static l => l.Due.Entries.ToArray().Select(static t => $"{t}"), "Times that are due");
        Same(_list.Select(static b => Text(0, default, b)), static l => l.List.Select(static b => Text(0, default, b)), "Entries without keys");
        Expect.Equal(_seen.Values.Count(at => at > _watermark - ContractLane.Within), lanes.Sum(static l => l.Seen.Entries().Count()), "The number of keys that were seen");
        foreach (var (key, at) in _seen.Where(s => s.Value > _watermark - ContractLane.Within))
        {
            Expect.Equal(false, lanes.Single(l => l.Owns(key)).See(key, _watermark), $"Whether key {key:x32}, seen at {at}, is new");
        }

        void Same(IEnumerable<string> expected, Func<ContractLane, IEnumerable<string>> actual, string what) => Expect.Same(expected, lanes.SelectMany(actual), what);
    }

    /// <summary>Adds values of these sizes.</summary>
    public void Fill(IReadOnlyList<ContractLane> lanes, Random random, IReadOnlyList<int> sizes)
    {
        foreach (var size in sizes)
        {
            var key = ContractJob.Hash.Of(random.NextInt64());
            var lane = lanes.Single(l => l.Owns(key));
            Set(lane, key, Bytes(random, size));
            SetWindow(lane, random.Next(Hours), key, Bytes(random, size));
            AddTimers(lane, key, random);
            _list.Add(Bytes(random, size));
            lane.List.Add(_list[^1]);
        }

        _rules = random.Next(2) == 0 ? null : Bytes(random, 100);
        foreach (var lane in lanes.Where(_ => _rules is not null))
        {
            lane.Rules.Set(_rules);
        }
    }

    private void AddTimers(ContractLane lane, UInt128 key, Random random)
    {
        // From 1: a time of zero means that no timer was found.
        var (isEvent, ticks) = (random.Next(2) == 0, (long)random.Next(1, 1000));
        SetOf(lane, isEvent).Add(new TimerEntry(ticks, key));
        _timers.Add((isEvent, key, ticks));
        var due = new TimerEntry(random.Next(1000), key, random.Next(3));
        if (_due.Add(due))
        {
            lane.Due.Add(due);
        }
    }

    private void Set(ContractLane lane, UInt128 key, byte[] value) => lane.Values.Of(key) = _values[key] = value;

    private void SetWindow(ContractLane lane, long hour, UInt128 key, byte[] value)
    {
        var window = lane.Windows.GetOrAdd(hour).Values;
        window[window.FindOrAdd(key, long.MinValue, out _)].Value = _windows[(hour, key)] = value;
    }

    private static TimerSet SetOf(ContractLane lane, bool isEvent) => isEvent ? lane.Timers.Event : lane.Timers.Processing;

    private static IEnumerable<string> VisitsOf(ContractLane lane) => Enumerable.Range(0, KeyGroups.Count).SelectMany(g => lane.Visits.Group(g).Slots.ToArray())
        .Where(s => s.Value != default && Owned(lane, s.Key)).Select(static s => $"{s.Key:x32}: {s.Value}");

    private static IEnumerable<string> ValuesOf(ContractLane lane) => lane.Values.Groups.ToArray().SelectMany(static g => g.Slots.ToArray())
        .Where(s => s.Value is not null && Owned(lane, s.Key)).Select(static s => Text(0, s.Key, s.Value));

    private static IEnumerable<string> WindowsOf(ContractLane lane) => Enumerable.Range(0, lane.Windows.Count).SelectMany(i => lane.Windows[i].Values.Slots.ToArray()
        .Where(s => s.Key != UInt128.Zero && Owned(lane, s.Key)).Select(s => Text(lane.Windows[i].Id, s.Key, s.Value)));

    private static bool Owned(ContractLane lane, UInt128 key)
    {
        Expect.True(lane.Owns(key), $"Lane {lane.Lane} of {lane.Lanes} has key {key:x32}, which belongs to another.");
        return true;
    }

    private static int SizeOf(Random random) => random.Next(20) == 0 ? random.Next(5000) : random.Next(30);

    private static string Text(long ns, UInt128 key, byte[]? value) =>
        value is null ? $"{ns}:{key:x32} none" : $"{ns}:{key:x32} of {value.Length} bytes, {Convert.ToHexString(XxHash64.Hash(value))}";

    private static byte[] Bytes(Random random, int size)
    {
        var bytes = new byte[size];
        random.NextBytes(bytes);
        return bytes;
    }
}
