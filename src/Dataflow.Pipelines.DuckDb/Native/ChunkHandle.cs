using Microsoft.Win32.SafeHandles;

namespace Dataflow.Pipelines.DuckDb.Native;

/// <summary>Owns a <c>duckdb_data_chunk</c>.</summary>
internal sealed unsafe class ChunkHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        nint owned = handle;
        NativeMethods.DestroyChunk(&owned);
        return true;
    }
}
