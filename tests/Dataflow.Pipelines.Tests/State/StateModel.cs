using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>What the lanes of a <see cref="StateTestLane"/> must hold, in dictionaries.</summary>
internal sealed class StateModel
{
    private readonly Dictionary<UInt128, byte[]> _values = [];
    private readonly Dictionary<(long Hour, UInt128 Key), byte[]> _windows = [];
    private readonly HashSet<(bool IsEvent, UInt128 Key, long Ticks)> _timers = [];
    private readonly List<TimerEntry> _due = [];
    private readonly List<byte[]> _list = [];
    private byte[]? _rules;

    public static StateModel Draw(Random random) => Draw(random, [.. Enumerable.Range(0, random.Next(400)).Select(_ => random.Next(3) == 0 ? random.Next(5000) : random.Next(30))]);

    /// <summary>State with values of these sizes.</summary>
    public static StateModel Draw(Random random, IReadOnlyList<int> sizes)
    {
        var model = new StateModel();
        foreach (var size in sizes)
        {
            var key = TestKeys.Hash.Of(random.NextInt64());
            model._values[key] = Bytes(random, size);
            model._windows[(random.Next(4), key)] = Bytes(random, size);
            model._timers.Add((random.Next(2) == 0, key, random.Next(1000)));
            model._due.Add(new TimerEntry(random.Next(1000), key, random.Next(3)));
            model._list.Add(Bytes(random, size));
        }

        model._rules = random.Next(2) == 0 ? null : Bytes(random, 100);
        return model;
    }

    public void Fill(IReadOnlyList<StateTestLane> lanes)
    {
        foreach (var lane in lanes)
        {
            foreach (var (key, value) in _values.Where(v => lane.Owns(v.Key)))
            {
                lane.Values.Of(key) = value;
            }

            foreach (var ((hour, key), value) in _windows.Where(w => lane.Owns(w.Key.Key)))
            {
                var window = lane.Windows.GetOrAdd(hour).Values;
                window[window.FindOrAdd(key, long.MinValue, out _)].Value = value;
            }

            foreach (var (isEvent, key, ticks) in _timers.Where(t => lane.Owns(t.Key)))
            {
                (isEvent ? lane.Timers.Event : lane.Timers.Processing).Add(new TimerEntry(ticks, key));
            }

            foreach (var timer in _due.Where(t => lane.Owns(t.Key)))
            {
                lane.Due.Add(timer);
            }

            lane.List.AddRange(_list.Where((_, i) => i % lanes.Count == lane.Lane));
            if (_rules is not null)
            {
                lane.Rules.Set(_rules);
            }
        }
    }

    public void Expect(IReadOnlyList<StateTestLane> lanes)
    {
        Assert.Equal(
            _values.Select(static v => Text(0, v.Key, v.Value)).Order(StringComparer.Ordinal),
            lanes.SelectMany(static l => Live(l)).Order(StringComparer.Ordinal));
        Assert.Equal(
            _windows.Select(static w => Text(w.Key.Hour, w.Key.Key, w.Value)).Order(StringComparer.Ordinal),
            lanes.SelectMany(static l => Windows(l)).Order(StringComparer.Ordinal));
        Assert.Equal(_timers.Order(), lanes.SelectMany(static l => l.Timers.Event.Entries.Select(static t => (true, t.Key, t.Ticks)).Concat(l.Timers.Processing.Entries.Select(static t => (false, t.Key, t.Ticks)))).Order());
        Assert.Equal(_due.Order(), lanes.SelectMany(static l => l.Due.Entries.ToArray()).Order());
        Assert.Equal(_list.Select(Convert.ToHexString).Order(StringComparer.Ordinal), lanes.SelectMany(static l => l.List).Select(Convert.ToHexString).Order(StringComparer.Ordinal));
        Assert.All(lanes, lane => Assert.Equal((_rules is not null, Hex(_rules)), (lane.Rules.HasValue, Hex(lane.Rules.Value))));
        Assert.All(lanes, static lane => Assert.All(Keys(lane), key => Assert.True(lane.Owns(key), $"lane {lane.Lane} has a key of another")));
    }

    private static IEnumerable<UInt128> Keys(StateTestLane lane) => lane.Values.Groups.ToArray().SelectMany(static g => g.Slots.ToArray())
        .Where(static s => s.Value is not null).Select(static s => s.Key);

    private static IEnumerable<string> Live(StateTestLane lane) => lane.Values.Groups.ToArray().SelectMany(static g => g.Slots.ToArray())
        .Where(static s => s.Value is not null).Select(static s => Text(0, s.Key, s.Value!));

    private static IEnumerable<string> Windows(StateTestLane lane) => Enumerable.Range(0, lane.Windows.Count).SelectMany(i => lane.Windows[i].Values.Slots.ToArray()
        .Where(static s => s.Key != UInt128.Zero).Select(s => Text(lane.Windows[i].Id, s.Key, s.Value!)));

    private static string Text(long ns, UInt128 key, byte[] value) => $"{ns}:{key:x32}={value.Length}:{Convert.ToHexString(System.IO.Hashing.XxHash128.Hash(value))}";

    private static string Hex(byte[]? value) => value is null ? "" : Convert.ToHexString(value);

    private static byte[] Bytes(Random random, int size)
    {
        var bytes = new byte[size];
        random.NextBytes(bytes);
        return bytes;
    }
}
