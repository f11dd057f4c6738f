using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Control.Processes.Posix;

/// <summary>A null-terminated vector of strings for native code.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly int _count;

    public NativeStrings(IReadOnlyList<string> strings)
    {
        _count = strings.Count;
        Pointer = (byte**)NativeMemory.AllocZeroed((nuint)_count + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < _count; i++)
        {
            Pointer[i] = (byte*)Marshal.StringToCoTaskMemUTF8(strings[i]);
        }
    }

    public byte** Pointer { get; }

    public void Dispose()
    {
        for (var i = 0; i < _count; i++)
        {
            // They may hold secrets.
            Marshal.ZeroFreeCoTaskMemUTF8((nint)Pointer[i]);
        }

        NativeMemory.Free(Pointer);
    }
}
