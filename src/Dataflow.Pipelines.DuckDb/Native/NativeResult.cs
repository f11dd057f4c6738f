using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.DuckDb.Native;

/// <summary><c>duckdb_result</c>. Some calls take it by value, so its size matters; all but the last field are deprecated and never read.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeResult
{
    private readonly nuint _columnCount;
    private readonly nuint _rowCount;
    private readonly nuint _rowsChanged;
    private readonly nint _columns;
    private readonly nint _errorMessage;
    private readonly nint _internalData;
}
