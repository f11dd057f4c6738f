using System.Runtime.InteropServices;
using Dataflow.Pipelines.DuckDb.Native;

namespace Dataflow.Pipelines.DuckDb;

/// <summary>A connection to a database. One statement at a time, from one thread at a time.</summary>
public sealed class DuckDbConnection : IDisposable
{
    internal DuckDbConnection(ConnectionHandle handle) => Handle = handle;

    internal ConnectionHandle Handle { get; }

    /// <summary>Runs one or more statements, without parameters, on the calling thread.</summary>
    /// <returns>The rows that the last one inserted, changed or deleted, or wrote if it is a COPY.</returns>
    /// <exception cref="DuckDbException">A statement failed; those before it have taken effect.</exception>
    public unsafe long Execute(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        using ResultHandle result = new();
        return NativeMethods.Query(Handle, sql, result.Result) == NativeState.Success
            ? checked((long)NativeMethods.RowsChanged(result.Result))
            : throw DuckDbException.InStatement(ErrorOf(result), sql);
    }

    /// <summary>
    /// Starts one statement and reads its rows while it runs. <c>?</c> or <c>$1</c> in the text stand for the parameters:
    /// null, bool, int, long, double, string, byte[] or DateTimeOffset.
    /// </summary>
    /// <exception cref="DuckDbException">The statement is wrong, or failed before its first row.</exception>
    /// <exception cref="ArgumentException">A parameter is missing, one too many, or of another type.</exception>
    public unsafe DuckDbReader Query(string sql, params ReadOnlySpan<object?> parameters)
    {
        ArgumentNullException.ThrowIfNull(sql);
        NativeState prepared = NativeMethods.Prepare(Handle, sql, out StatementHandle statement);
        using (statement)
        {
            if (prepared != NativeState.Success)
            {
                throw DuckDbException.InStatement(Marshal.PtrToStringUTF8(NativeMethods.PrepareError(statement)) ?? "not a statement", sql);
            }

            StatementParameters.Bind(statement, parameters, sql);
            ResultHandle result = new();
            if (NativeMethods.ExecuteStreaming(statement, result.Result) == NativeState.Success)
            {
                return new DuckDbReader(result, sql);
            }

            using (result)
            {
                throw DuckDbException.InStatement(ErrorOf(result), sql);
            }
        }
    }

    /// <summary>The value in the first column of the first row; see <see cref="DuckDbReader.Get{T}"/> for its types.</summary>
    /// <exception cref="DuckDbException">The statement failed or has no row.</exception>
    public T QueryScalar<T>(string sql, params ReadOnlySpan<object?> parameters)
    {
        using DuckDbReader reader = Query(sql, parameters);
        return reader.Read() ? reader.Get<T>(0) : throw DuckDbException.InStatement("The statement gave no row, where one value was asked for.", sql);
    }

    /// <summary>Closes the connection; a statement that runs is given up.</summary>
    public void Dispose() => Handle.Dispose();

    internal static unsafe string ErrorOf(ResultHandle result) =>
        Marshal.PtrToStringUTF8(NativeMethods.ResultError(result.Result)) ?? "failed without a message";
}
