using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>What a hole of a statement's text holds: the value of a parameter, or the name of a table.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SqlHole
{
    private SqlHole(object? value, Type? type, TableName? table) => (Value, Type, Table) = (value, type, table);

    /// <summary>The name of a table; <see langword="null"/> for a parameter.</summary>
    internal TableName? Table { get; }

    /// <summary>The value of a parameter.</summary>
    internal object? Value { get; }

    /// <summary>The type of the parameter, which NULL does not have by itself.</summary>
    internal Type? Type { get; }

    /// <summary>A parameter.</summary>
    /// <param name="value">Its value; <see langword="null"/> for NULL.</param>
    public static SqlHole Of<T>(T value) => new(value, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), null);

    /// <summary>A table, whose name becomes quoted identifiers.</summary>
    /// <param name="table">Its name.</param>
    public static SqlHole Of(TableName table) => new(null, null, table);
}
