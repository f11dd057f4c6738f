using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Dataflow.Pipelines.DuckDb.Native;

/// <summary>Owns a <c>duckdb_result</c> and the memory it stands in. It must be destroyed even where the statement failed.</summary>
internal sealed unsafe class ResultHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    internal ResultHandle()
        : base(ownsHandle: true) => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(NativeResult)));

    internal NativeResult* Result => (NativeResult*)handle;

    protected override bool ReleaseHandle()
    {
        NativeMethods.DestroyResult(Result);
        NativeMemory.Free(Result);
        return true;
    }
}
