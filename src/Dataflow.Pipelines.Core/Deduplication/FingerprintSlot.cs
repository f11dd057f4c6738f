using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Deduplication;

/// <summary>A remembered key.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FingerprintSlot
{
    /// <summary>Lower half of the fingerprint.</summary>
    public ulong Low;

    /// <summary>Those of the upper half's bits that follow the key group.</summary>
    public uint High;

    /// <summary>Time of the record, in the units of the set.</summary>
    public uint Time;
}
