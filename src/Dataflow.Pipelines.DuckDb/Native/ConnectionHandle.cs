using Microsoft.Win32.SafeHandles;

namespace Dataflow.Pipelines.DuckDb.Native;

/// <summary>Owns a <c>duckdb_connection</c>.</summary>
internal sealed unsafe class ConnectionHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        nint owned = handle;
        NativeMethods.Disconnect(&owned);
        return true;
    }
}
