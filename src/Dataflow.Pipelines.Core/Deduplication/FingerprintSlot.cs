using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Deduplication;

/// <summary>A stored key.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FingerprintSlot
{
    /// <summary>Lower half of the fingerprint.</summary>
    public ulong Low;

    /// <summary>The bits of the upper half that follow the key group.</summary>
    public uint High;

    /// <summary>Time of the record, in the units of the set.</summary>
    public uint Time;
}
