using Microsoft.Win32.SafeHandles;

namespace Dataflow.Pipelines.DuckDb.Native;

/// <summary>Owns a <c>duckdb_logical_type</c>.</summary>
internal sealed unsafe class LogicalTypeHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        nint owned = handle;
        NativeMethods.DestroyLogicalType(&owned);
        return true;
    }
}
