using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Testing.Contracts;

namespace Dataflow.Pipelines.Testing.State;

/// <content>Applies the same work to the lanes and to the model.</content>
internal sealed partial class ContractModel
{
    /// <summary>Runs a batch of random work in each lane: it loads the state that it accesses, and compares it with the model.</summary>
    public async ValueTask WorkAsync(IReadOnlyList<ContractLane> lanes, Random random)
    {
        _watermark += TimeSpan.TicksPerMillisecond * random.Next(300);
        _rules = random.Next(5) == 0 ? Bytes(random, random.Next(100)) : _rules;
        foreach (var lane in lanes)
        {
            lane.Seen.Advance(_watermark);
            lane.Watermark.Current = _watermark;
            if (_rules is not null)
            {
                lane.Rules.Set(_rules);
            }

            UInt128[] keys = [.. Enumerable.Range(0, random.Next(200)).Select(_ => ContractJob.Hash.Of((long)random.Next(Numbers))).Where(lane.Owns)];
            long[] hours = [.. keys.Select(_ => (long)random.Next(Hours))];
            await lane.State.LoadKeysAsync(keys);
            await lane.LoadWindowsAsync(keys, hours);
            for (var i = 0; i < keys.Length; i++)
            {
                TouchVisits(lane, keys[i], random);
                TouchValue(lane, keys[i], random);
                TouchWindow(lane, hours[i], keys[i], random);
                TouchTimers(lane, keys[i], random);
                Expect.Equal(!_seen.TryGetValue(keys[i], out var at) || at <= _watermark - ContractLane.Within, lane.See(keys[i], _watermark), "Whether a key is new");
                _seen[keys[i]] = at > _watermark - ContractLane.Within ? at : _watermark;
            }

            TakeTimers(lane, random);
            TouchList(lane, random);
            if (random.Next(4) == 0)
            {
                CloseWindow(lane);
            }

            await lane.State.TrimAsync();
        }
    }

    private void TouchVisits(ContractLane lane, UInt128 key, Random random)
    {
        ref var visits = ref lane.Visits.Of(key, 0);
        Expect.Equal(_visits.GetValueOrDefault(key), visits, $"The value of the method at key {key:x32}");
        if (random.Next(2) == 0)
        {
            _visits[key] = visits = random.Next(4) == 0 ? default : new Visits(random.Next(), random.Next(3) == 0 ? null : $"{random.Next()}");
        }
    }

    private void TouchValue(ContractLane lane, UInt128 key, Random random)
    {
        Expect.Equal(Text(0, key, _values.GetValueOrDefault(key)), Text(0, key, lane.Values.Find(key)), "The value of a key");
        if (random.Next(4) == 0)
        {
            lane.Values.Of(key) = null;
            lane.Values.NoteRemoved(key);
            _values.Remove(key);
        }
        else if (random.Next(2) == 0)
        {
            Set(lane, key, Bytes(random, SizeOf(random)));
        }
    }

    private void TouchWindow(ContractLane lane, long hour, UInt128 key, Random random)
    {
        var window = lane.Windows.GetOrAdd(hour).Values;
        var at = window.Find(key);
        Expect.Equal(Text(hour, key, _windows.GetValueOrDefault((hour, key))), Text(hour, key, at < 0 ? null : window[at].Value), "The value of a namespace and key");
        if (random.Next(2) == 0)
        {
            SetWindow(lane, hour, key, Bytes(random, SizeOf(random)));
        }
    }

    private void TouchTimers(ContractLane lane, UInt128 key, Random random)
    {
        if (random.Next(3) == 0)
        {
            AddTimers(lane, key, random);
        }
        else if (random.Next(3) == 0 && _timers.FirstOrDefault(t => lane.Owns(t.Key)) is var (isEvent, owner, ticks) && ticks > 0)
        {
            SetOf(lane, isEvent).Remove(new TimerEntry(ticks, owner));
            _timers.Remove((isEvent, owner, ticks));
        }
    }

    private void TakeTimers(ContractLane lane, Random random)
    {
        for (var left = random.Next(5); left > 0 && lane.Due.Count > 0; left--)
        {
            var due = lane.Due.Take();
            Expect.True(_due.Remove(due), $"{due} is due, and was taken before.");
        }

        for (var left = random.Next(5); left > 0 && lane.Timers.Event.TryTake(500, out var timer); left--)
        {
            Expect.True(_timers.Remove((true, timer.Key, timer.Ticks)), $"{timer} is set, and has fired before.");
        }
    }

    private void TouchList(ContractLane lane, Random random)
    {
        if (random.Next(2) == 0 && lane.List.Count > 0)
        {
            _list.RemoveAt(_list.FindIndex(b => b.AsSpan().SequenceEqual(lane.List[0])));
            lane.List.RemoveAt(0);
        }

        _list.Add(Bytes(random, SizeOf(random)));
        lane.List.Add(_list[^1]);
    }

    private void CloseWindow(ContractLane lane)
    {
        if (lane.Windows.Count > 0)
        {
            var hour = lane.Windows[0].Id;
            lane.Windows.RemoveFirst(1);
            foreach (var window in _windows.Keys.Where(w => w.Hour == hour && lane.Owns(w.Key)).ToArray())
            {
                _windows.Remove(window);
            }
        }
    }
}
