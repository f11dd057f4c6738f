using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.DuckDb.Native;

// Table functions: DuckDB calls back on threads of its own choice, and no exception may leave a callback.
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library, EntryPoint = "duckdb_create_table_function")]
    internal static partial TableFunctionHandle CreateTableFunction();

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_table_function")]
    internal static partial void DestroyTableFunction(nint* function);

    [LibraryImport(Library, EntryPoint = "duckdb_table_function_set_name", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void SetFunctionName(TableFunctionHandle function, string name);

    [LibraryImport(Library, EntryPoint = "duckdb_table_function_add_parameter")]
    internal static partial void AddFunctionParameter(TableFunctionHandle function, LogicalTypeHandle type);

    [LibraryImport(Library, EntryPoint = "duckdb_table_function_set_bind")]
    internal static partial void SetFunctionBind(TableFunctionHandle function, delegate* unmanaged[Cdecl]<nint, void> bind);

    [LibraryImport(Library, EntryPoint = "duckdb_table_function_set_init")]
    internal static partial void SetFunctionInit(TableFunctionHandle function, delegate* unmanaged[Cdecl]<nint, void> init);

    [LibraryImport(Library, EntryPoint = "duckdb_table_function_set_function")]
    internal static partial void SetFunctionBody(TableFunctionHandle function, delegate* unmanaged[Cdecl]<nint, nint, void> body);

    [LibraryImport(Library, EntryPoint = "duckdb_register_table_function")]
    internal static partial NativeState RegisterTableFunction(ConnectionHandle connection, TableFunctionHandle function);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_get_parameter")]
    internal static partial nint BindParameter(nint bindInfo, ulong index);

    [LibraryImport(Library, EntryPoint = "duckdb_get_int64")]
    internal static partial long ValueInt64(nint value);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_value")]
    internal static partial void DestroyValue(nint* value);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_add_result_column", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void AddResultColumn(nint bindInfo, string name, LogicalTypeHandle type);

    /// <summary>The data is a number of ours, not memory, so there is nothing to delete.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_bind_set_bind_data")]
    internal static partial void SetBindData(nint bindInfo, nint data, nint delete);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_set_error", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void SetBindError(nint bindInfo, string error);

    [LibraryImport(Library, EntryPoint = "duckdb_init_set_max_threads")]
    internal static partial void SetMaxThreads(nint initInfo, ulong threads);

    [LibraryImport(Library, EntryPoint = "duckdb_function_get_bind_data")]
    internal static partial nint FunctionBindData(nint functionInfo);

    [LibraryImport(Library, EntryPoint = "duckdb_function_set_error", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void SetFunctionError(nint functionInfo, string error);
}
