namespace Dataflow.Pipelines.Tests.Support;

/// <summary>The visible output of a transactional sink; outlives the process that wrote it. Safe for all threads.</summary>
internal sealed class MemoryTable<T>
    where T : struct
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _transactions = [];
    private readonly List<T> _rows = [];

    /// <summary>The visible rows, in the order of their commits.</summary>
    public IReadOnlyList<T> Rows
    {
        get
        {
            lock (_gate)
            {
                return [.. _rows];
            }
        }
    }

    /// <summary>The commits, in order.</summary>
    public IReadOnlyList<string> Transactions
    {
        get
        {
            lock (_gate)
            {
                return [.. _transactions];
            }
        }
    }

    /// <summary>Makes the rows visible unless they already are: a commit may be repeated.</summary>
    public void Commit(string transaction, IReadOnlyList<T> rows)
    {
        lock (_gate)
        {
            if (_transactions.Add(transaction))
            {
                _rows.AddRange(rows);
            }
        }
    }
}
