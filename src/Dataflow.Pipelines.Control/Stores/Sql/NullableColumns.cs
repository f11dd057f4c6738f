using System.Data.Common;

namespace Dataflow.Pipelines.Control.Stores.Sql;

/// <summary>Columns of a row that may be NULL.</summary>
internal static class NullableColumns
{
    /// <summary>A text; null for NULL.</summary>
    public static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>An instant; null for NULL.</summary>
    public static DateTimeOffset? Instant(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
