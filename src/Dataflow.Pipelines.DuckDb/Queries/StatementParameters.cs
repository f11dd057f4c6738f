using Dataflow.Pipelines.DuckDb.Native;

namespace Dataflow.Pipelines.DuckDb;

/// <summary>Puts CLR values in the places of a prepared statement, which DuckDB counts from one.</summary>
internal static unsafe class StatementParameters
{
    internal static void Bind(StatementHandle statement, ReadOnlySpan<object?> values, string sql)
    {
        ulong expected = NativeMethods.ParameterCount(statement);
        if (expected != (ulong)values.Length)
        {
            throw new ArgumentException($"The statement has {expected} parameter(s), {values.Length} were given [statement: {sql}]", nameof(values));
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (Bind(statement, (ulong)i + 1, values[i]) != NativeState.Success)
            {
                throw new ArgumentException($"DuckDB takes no {values[i]?.GetType().Name ?? "null"} as parameter {i + 1} [statement: {sql}]", nameof(values));
            }
        }
    }

    private static NativeState Bind(StatementHandle statement, ulong index, object? value)
    {
        switch (value)
        {
            case null: return NativeMethods.BindNull(statement, index);
            case bool flag: return NativeMethods.BindBoolean(statement, index, flag);
            case int number: return NativeMethods.BindInt64(statement, index, number);
            case long number: return NativeMethods.BindInt64(statement, index, number);
            case double number: return NativeMethods.BindDouble(statement, index, number);
            case string text: return NativeMethods.BindText(statement, index, text);
            case DateTimeOffset at: return NativeMethods.BindInstant(statement, index, DuckDbInstant.ToMicroseconds(at));
            case byte[] bytes:
                fixed (byte* data = bytes)
                {
                    return NativeMethods.BindBytes(statement, index, data, (ulong)bytes.Length);
                }

            default: throw new ArgumentException($"Parameter {index} is a {value.GetType()}, which has no DuckDB value; see DuckDbConnection.Query for those that have.", nameof(value));
        }
    }
}
