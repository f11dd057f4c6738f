using Microsoft.Win32.SafeHandles;

namespace Dataflow.Pipelines.DuckDb.Native;

/// <summary>Owns a <c>duckdb_config</c>.</summary>
internal sealed unsafe class ConfigHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        nint owned = handle;
        NativeMethods.DestroyConfig(&owned);
        return true;
    }
}
