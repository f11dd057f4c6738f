using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Connectors;

/// <summary>A transactional sink in memory; survives restarts of the pipeline.</summary>
internal sealed class TestSink<T> : ISink<T>, ITestSink
    where T : struct, IRecord<T>
{
    private readonly HashSet<string> _transactions = [];
    private readonly List<T> _committed = [];

    // The writers since the last start, by lane.
    private readonly List<TestWriter<T>> _writers = [];

    public IReadOnlyList<T> Committed => _committed;

    public IReadOnlyList<T> Written => [.. _committed, .. _writers.SelectMany(static w => w.Uncommitted)];

    public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ConnectorHealth(true, "in memory"));

    public ValueTask<ISinkWriter<T>> OpenAsync(SinkContext context, CancellationToken cancellationToken)
    {
        var writer = new TestWriter<T>(this, $"{context.Lane}#{context.Attempt}");
        _writers.Add(writer);
        return ValueTask.FromResult<ISinkWriter<T>>(writer);
    }

    /// <summary>Makes the rows visible, once: a commit may be repeated.</summary>
    public void Commit(string transaction, IReadOnlyList<T> rows)
    {
        if (_transactions.Add(transaction))
        {
            _committed.AddRange(rows);
        }
    }

    public void Restart() => _writers.Clear();
}
