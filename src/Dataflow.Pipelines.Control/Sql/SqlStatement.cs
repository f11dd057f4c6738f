using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>The text of an SQL node, cut at its holes, and what becomes of its result. No hole is pasted as text: one is a parameter or a quoted identifier.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SqlStatement
{
    /// <summary>A statement, or several that are separated by semicolons.</summary>
    /// <param name="pieces">The constant text before, between and after the holes.</param>
    /// <param name="holes">One fewer than pieces.</param>
    /// <exception cref="ArgumentException">The numbers do not fit.</exception>
    public SqlStatement(IReadOnlyList<string> pieces, IReadOnlyList<SqlHole> holes)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        ArgumentNullException.ThrowIfNull(holes);
        if (pieces.Count != holes.Count + 1)
        {
            throw new ArgumentException($"A statement of {pieces.Count} pieces has {pieces.Count - 1} holes, not {holes.Count}.", nameof(holes));
        }

        (Pieces, Holes) = (pieces, holes);
    }

    /// <summary>The constant text.</summary>
    public IReadOnlyList<string> Pieces { get; }

    /// <summary>What is between the pieces.</summary>
    public IReadOnlyList<SqlHole> Holes { get; }

    /// <summary>Column of the output that takes the number of rows: those written to the table or file, else those that the statements have changed.</summary>
    public string? RowCountColumn { get; init; }

    /// <summary>Column of the output that takes the name of a new table with the query's rows; the text's first statement is the query.</summary>
    public string? TableColumn { get; init; }

    /// <summary>The schema of the new table; <see langword="null"/>: the one in which the database creates tables.</summary>
    public string? TableSchema { get; init; }

    /// <summary>Where the rows are written to as a file.</summary>
    public SqlFile? File { get; init; }

    /// <summary>Column of the output that takes the path of the file.</summary>
    public string? FileColumn { get; init; }

    /// <summary>A table of the same database that records which executions have been done: each has its effects once. Created where it is missing.</summary>
    public TableName? Ledger { get; init; }

    /// <summary>Rows after which the progress is logged again.</summary>
    public long ProgressRows { get; init; } = 100_000;
}
