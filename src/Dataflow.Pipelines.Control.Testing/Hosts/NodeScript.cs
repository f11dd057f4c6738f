using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Control.Testing.Hosts;

/// <summary>What a test makes of attempts: whose work is replaced, and which of the next ones fail or hang. It outlives the hosts.</summary>
internal sealed class NodeScript(NodeNames names)
{
    private readonly Dictionary<string, Func<NodeCall, Task<ReadOnlyMemory<byte>>>> _replaced = [];
    private readonly Dictionary<string, Queue<Exception?>> _next = [];
    private readonly HashSet<string> _waiting = [];

    /// <summary>Replaces the work of a node with work that has an output.</summary>
    public void Replace<T>(string node, Func<NodeCall, Task<T>> work)
        where T : struct, IRecord<T>
    {
        ArgumentNullException.ThrowIfNull(work);
        var index = names.FindWork(node);
        names.CheckRecord(index, typeof(T).Name);
        _replaced[names.IdOf(index)] = async call => OutputJson.Write(await work(call));
    }

    /// <summary>Replaces the work of a node with work that has none.</summary>
    public void Replace(string node, Func<NodeCall, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var index = names.FindWork(node);
        names.CheckRecord(index, "");
        _replaced[names.IdOf(index)] = async call =>
        {
            await work(call);
            return default;
        };
    }

    /// <summary>Each attempt at a node fails.</summary>
    public void ReplaceWithFailure(string node, Func<NodeCall, Exception> error)
    {
        ArgumentNullException.ThrowIfNull(error);
        _replaced[names.IdOf(names.FindWork(node))] = call => Task.FromException<ReadOnlyMemory<byte>>(error(call));
    }

    /// <summary>The next attempts at a node that nothing else was said of fail, or hang.</summary>
    /// <param name="node">The node.</param>
    /// <param name="times">How many.</param>
    /// <param name="error">The error; null: they hang.</param>
    public void Next(string node, int times, Exception? error)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        var id = names.IdOf(names.FindWork(node));
        if (!_next.TryGetValue(id, out var next))
        {
            _next[id] = next = new Queue<Exception?>();
        }

        for (var i = 0; i < times; i++)
        {
            next.Enqueue(error);
        }
    }

    /// <summary>Attempts at a node may wait for their token: the test does not wait for them.</summary>
    public void LetWait(string node) => _waiting.Add(names.IdOf(names.FindWork(node)));

    /// <summary>Whether attempts at a node may wait.</summary>
    public bool MayWait(string id) => _waiting.Contains(id);

    /// <summary>What replaces the work of a node; null: nothing does.</summary>
    public Func<NodeCall, Task<ReadOnlyMemory<byte>>>? ReplacementOf(string id) => _replaced.GetValueOrDefault(id);

    /// <summary>Whether the next attempt at a node fails or hangs.</summary>
    /// <param name="id">The node.</param>
    /// <param name="error">The error; null: it hangs.</param>
    public bool TryTake(string id, out Exception? error)
    {
        error = null;
        return _next.TryGetValue(id, out var next) && next.TryDequeue(out error);
    }
}
