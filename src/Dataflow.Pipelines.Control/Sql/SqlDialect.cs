using System.Data.Common;
using Dataflow.Pipelines.Control.Sql;

namespace Dataflow.Pipelines.Control;

/// <summary>
/// The SQL of a kind of database: its markers of parameters, its quoted identifiers, and the form in which values are passed to it. An enumeration is its member
/// in snake_case, everywhere.
/// </summary>
public sealed class SqlDialect
{
    private readonly string _name;
    private readonly string _marker;
    private readonly Func<object, object> _convert;

    private SqlDialect(string name, string marker, Func<object, object> convert) => (_name, _marker, _convert) = (name, marker, convert);

    /// <summary>
    /// PostgreSQL 15 and later, by Npgsql. Instants are <c>timestamptz</c> in UTC, durations <c>interval</c>, texts <c>text</c>: compare a text with a column of
    /// another type by <c>CAST({{ .. }} AS date)</c>.
    /// </summary>
    public static SqlDialect PostgreSql { get; } = new("PostgreSQL", "@p", SqlValue.ToPostgreSql) { InstantType = "timestamptz" };

    /// <summary>
    /// SQLite, by Microsoft.Data.Sqlite. Instants are texts in UTC without an offset, <c>2026-11-29 03:00:00.5</c>, as SQLite's own functions of time write them, so that the
    /// order of texts is the order of time; durations are texts, <c>1.02:03:04</c>; true and false are 1 and 0. A decimal is INTEGER or REAL where that is exact, else a text.
    /// </summary>
    public static SqlDialect Sqlite { get; } = new("SQLite", "@p", SqlValue.ToSqlite) { InstantType = "TEXT", IsSynchronous = true, ChangesQuery = "SELECT total_changes()" };

    /// <summary>DuckDB, by DuckDB.NET. Instants are <c>TIMESTAMPTZ</c>, durations <c>INTERVAL</c>.</summary>
    public static SqlDialect DuckDb { get; } = new("DuckDB", "$p", SqlValue.ToDuckDb) { InstantType = "TIMESTAMPTZ", IsSynchronous = true };

    /// <summary>Type of a column of instants.</summary>
    internal string InstantType { get; private init; } = "";

    /// <summary>
    /// Reads how many rows the connection has changed so far; null: the provider reports it for each command. That of SQLite counts the rows of the last INSERT once more for each
    /// statement that defines a table.
    /// </summary>
    internal string? ChangesQuery { get; private init; }

    /// <summary>Whether the provider blocks the thread for the time of a statement.</summary>
    internal bool IsSynchronous { get; private init; }

    /// <summary>The name of the product.</summary>
    public override string ToString() => _name;

    /// <summary>The marker of a parameter.</summary>
    internal string Marker(int index) => FormattableString.Invariant($"{_marker}{index}");

    /// <summary>The name as quoted identifiers.</summary>
    /// <exception cref="InvalidOperationException">It is the default value.</exception>
    internal static string Quote(TableName table) =>
        table.Parts.Count > 0
            ? string.Join('.', table.Parts.Select(static part => "\"" + part.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""))
            : throw new InvalidOperationException("The table name is empty: it was never given a value.");

    /// <summary>Adds the value of the parameter that has an index.</summary>
    internal void Bind(DbCommand command, int index, object? value, Type? type = null)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = FormattableString.Invariant($"p{index}");
        parameter.Value = value is null ? DBNull.Value : _convert(value);
        if (value is null && type is not null && SqlValue.TypeOf(type) is { } databaseType)
        {
            // PostgreSQL refuses "$1 IS NULL" where the type of the parameter is unknown.
            parameter.DbType = databaseType;
        }

        command.Parameters.Add(parameter);
    }
}
