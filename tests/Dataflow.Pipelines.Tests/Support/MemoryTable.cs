namespace Dataflow.Pipelines.Tests.Support;

/// <summary>What a transactional sink has made visible: it outlives the process that wrote it.</summary>
internal sealed class MemoryTable<T>
    where T : struct
{
    private readonly HashSet<string> transactions = [];

    public List<T> Rows { get; } = [];

    /// <summary>The commits, in order.</summary>
    public IReadOnlyCollection<string> Transactions => transactions;

    /// <summary>Makes the rows visible unless that was done: a commit may be repeated.</summary>
    public void Commit(string transaction, IReadOnlyList<T> rows)
    {
        if (transactions.Add(transaction))
        {
            Rows.AddRange(rows);
        }
    }
}
