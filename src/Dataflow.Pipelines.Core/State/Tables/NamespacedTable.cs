namespace Dataflow.Pipelines.State;

/// <summary>
/// The values of one lane by namespace and key, namespaces in the order of their numbers: a window is closed by removing its namespace.
/// One table for each namespace (one for all measured twice as slow). Owned by the lane.
/// </summary>
/// <typeparam name="T">The value.</typeparam>
internal sealed class NamespacedTable<T>
{
    private readonly List<StateNamespace<T>> _namespaces = [];

    // The table of the namespace that was removed last: the next one is about as large, and need not grow again.
    private StateTable<T, NeverGone<T>>? _spare;
    private bool _tracksChanges;
    private KeyOrder _order;

    /// <summary>Called with the number of a namespace that was removed.</summary>
    public Action<long>? OnRemoved { get; set; }

    public int Count => _namespaces.Count;

    public StateNamespace<T> this[int index] => _namespaces[index];

    public StateNamespace<T> GetOrAdd(long id)
    {
        var at = IndexOf(id);
        if (at == _namespaces.Count || _namespaces[at].Id != id)
        {
            _namespaces.Insert(at, new StateNamespace<T>(id, _spare ?? new StateTable<T, NeverGone<T>>(_order, _tracksChanges)));
            _spare = null;
        }

        return _namespaces[at];
    }

    /// <summary>Removes the first namespaces.</summary>
    public void RemoveFirst(int count)
    {
        if (count > 0)
        {
            for (var i = 0; OnRemoved is not null && i < count; i++)
            {
                OnRemoved(_namespaces[i].Id);
            }

            _spare = _namespaces[count - 1].Values;
            _spare.Clear();
            _namespaces.RemoveRange(0, count);
        }
    }

    /// <summary>Sets the order of the keys; the table must be empty.</summary>
    public void SetOrder(KeyOrder order) => _order = order;

    /// <summary>Tracks changes from now on; the table must be empty.</summary>
    public void TrackChanges() => _tracksChanges = true;

    /// <summary>Index of the first namespace whose number is not lower.</summary>
    public int IndexOf(long id)
    {
        var (from, to) = (0, _namespaces.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = _namespaces[middle].Id < id ? (middle + 1, to) : (from, middle);
        }

        return from;
    }
}
