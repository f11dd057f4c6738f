using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dataflow.Pipelines.DuckDb.Native;

namespace Dataflow.Pipelines.DuckDb;

/// <summary>The table function that reads a <see cref="RowFeed"/>. Registered once a database: a function for each file would stay in the catalog for ever.</summary>
internal static unsafe class RowFeedFunction
{
    internal const string Name = "dataflow_row_feed";

    internal static void Register(DuckDbConnection connection)
    {
        using TableFunctionHandle function = NativeMethods.CreateTableFunction();
        using LogicalTypeHandle number = NativeMethods.CreateLogicalType(DuckDbType.Int64);
        NativeMethods.SetFunctionName(function, Name);
        NativeMethods.AddFunctionParameter(function, number);
        NativeMethods.SetFunctionBind(function, &Bind);
        NativeMethods.SetFunctionInit(function, &Init);
        NativeMethods.SetFunctionBody(function, &Fill);
        if (NativeMethods.RegisterTableFunction(connection.Handle, function) != NativeState.Success)
        {
            throw new DuckDbException($"DuckDB refused the table function {Name}.");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Bind(nint info)
    {
        try
        {
            nint parameter = NativeMethods.BindParameter(info, 0);
            long number = NativeMethods.ValueInt64(parameter);
            NativeMethods.DestroyValue(&parameter);
            foreach (DuckDbColumn column in Find(number).Columns)
            {
                using LogicalTypeHandle type = column.Type == DuckDbType.Decimal
                    ? NativeMethods.CreateDecimalType(column.Width, column.Scale)
                    : NativeMethods.CreateLogicalType(column.Type);
                NativeMethods.AddResultColumn(info, column.Name, type);
            }

            NativeMethods.SetBindData(info, (nint)number, delete: 0);
        }
        catch (Exception e)
        {
            NativeMethods.SetBindError(info, e.Message);
        }
    }

    // Rows keep their order, and one thread at a time is in the feed.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Init(nint info) => NativeMethods.SetMaxThreads(info, 1);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Fill(nint info, nint output)
    {
        RowFeed? feed = null;
        try
        {
            feed = Find(NativeMethods.FunctionBindData(info));
            feed.Chunk.Attach(output);
            feed.Fill(feed.Chunk);
            NativeMethods.SetChunkSize(output, (ulong)feed.Chunk.Rows);
        }
        catch (Exception e)
        {
            feed?.Failure = e;
            NativeMethods.SetFunctionError(info, e.Message);
        }
    }

    private static RowFeed Find(long number) =>
        RowFeed.Find(number) ?? throw new InvalidOperationException($"{Name}({number}) is not open: only the statement that it was made for can read it, and once.");
}
