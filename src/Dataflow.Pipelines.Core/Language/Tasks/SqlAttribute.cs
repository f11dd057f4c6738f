namespace Dataflow.Pipelines;

/// <summary>
/// A node of a run that is a statement of SQL, or several separated by semicolons, in one transaction:
/// <c>[Sql("SELECT COUNT(*) AS orders FROM log WHERE day = {{ collect.day }}", On = nameof(Warehouse))] public partial SqlTask&lt;Totals&gt; Count { get; }</c>. A failure leaves nothing
/// behind. The output is the one row of the last query, by the names of its columns; members with <see cref="RowCountAttribute"/>, <see cref="ResultTableAttribute"/> or
/// <see cref="ResultFileAttribute"/> say what became of its rows.
/// </summary>
/// <param name="statement">
/// The text. A value in <c>{{ }}</c> becomes a parameter (quotes around it are taken with it), one of type <see cref="TableName"/> a quoted identifier; none becomes text.
/// </param>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class SqlAttribute(string statement) : Attribute
{
    /// <summary>The text.</summary>
    public string Statement { get; } = statement;

    /// <summary>The property of the class that is the database; use <c>nameof</c>.</summary>
    public string? On { get; init; }

    /// <summary>The folder of the result file, which may be a template.</summary>
    public string? Folder { get; init; }

    /// <summary>
    /// Name of a table of the same database in which each execution is recorded, in its transaction: its effects happen once, also where the process is lost after the commit. The
    /// table is created where it is missing. Without it they happen at least once.
    /// </summary>
    public string? Ledger { get; init; }

    /// <summary>Rows after which the progress is logged again; 100,000 where it is missing.</summary>
    public int ProgressRows { get; init; }

    /// <summary>A duration (<c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"24h"</c>, <c>"7d"</c>): the longest time of an attempt; no limit where it is missing.</summary>
    public string? Timeout { get; init; }

    /// <summary>Name of the pool whose slots its executions take; see <see cref="PoolAttribute"/>.</summary>
    public string? Pool { get; init; }

    /// <summary>Of executions that wait for a slot the one with the greatest number starts first.</summary>
    public int Priority { get; init; }
}
