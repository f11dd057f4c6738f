using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Control.Triggers;

/// <summary>
/// The disjuncts that keep their latches together, and for each event the latches that it sets: an event costs in proportion to the disjuncts that name it, whatever the
/// number of nodes. Immutable.
/// </summary>
internal sealed class TriggerLayout
{
    private readonly Listener[][] _listeners;

    public TriggerLayout(IReadOnlyList<ControlEvent> events, IEnumerable<(int Node, TriggerAction Action, int Alert, Disjunct Disjunct)> disjuncts)
    {
        var (entries, listeners, words) = (new List<TriggerEntry>(), new List<Listener>?[events.Count], 0);
        foreach (var (node, action, alert, disjunct) in disjuncts)
        {
            var entry = new TriggerEntry(entries.Count, node, action, alert, disjunct, words);
            entries.Add(entry);
            words += entry.Words;
            for (var i = 0; i < disjunct.Latches.Count; i++)
            {
                var list = listeners[disjunct.Latches[i]] ??= [];
                list.Add(new Listener(entry.Index, entry.FirstWord + (i / TriggerEntry.WordBits), 1UL << (i % TriggerEntry.WordBits)));
            }
        }

        Entries = [.. entries];
        Words = words;
        _listeners = [.. listeners.Select(static list => list?.ToArray() ?? [])];
        Sampled = [.. entries.Where(static entry => entry.IsSampled && entry.Action != TriggerAction.Skip)];
        Skips = entries.Where(static entry => entry.Action == TriggerAction.Skip).ToLookup(static entry => entry.Node);
        IsNamed = [.. Enumerable.Range(0, events.Count).Select(e => _listeners[e].Length > 0 || entries.Any(entry => entry.Disjunct.Negated.Contains(e)))];
    }

    /// <summary>All disjuncts.</summary>
    public IReadOnlyList<TriggerEntry> Entries { get; }

    /// <summary>Those without latches that fire by themselves.</summary>
    public IReadOnlyList<TriggerEntry> Sampled { get; }

    /// <summary>Those that decide whether a node is skipped, by node.</summary>
    public ILookup<int, TriggerEntry> Skips { get; }

    /// <summary>Words of all latches.</summary>
    public int Words { get; }

    /// <summary>For each event, whether a disjunct of the layout names it.</summary>
    public IReadOnlyList<bool> IsNamed { get; }

    /// <summary>The latches that an event sets.</summary>
    public ReadOnlySpan<Listener> ListenersOf(int happened) => _listeners[happened];
}
