using Microsoft.Win32.SafeHandles;

namespace Dataflow.Pipelines.DuckDb.Native;

/// <summary>Owns a <c>duckdb_prepared_statement</c>.</summary>
internal sealed unsafe class StatementHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        nint owned = handle;
        NativeMethods.DestroyPrepare(&owned);
        return true;
    }
}
