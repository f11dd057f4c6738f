using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.DuckDb.Native;

/// <summary>
/// <c>duckdb_string_t</c>, one value of a VARCHAR or BLOB vector: at most <see cref="InlineBytes"/> bytes stand in the value itself
/// (zero-padded, because values are compared sixteen bytes at a time); of more the first four, then a pointer to all.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct NativeText
{
    internal const int InlineBytes = 12;

    [FieldOffset(0)] private uint _length;
    [FieldOffset(4)] private fixed byte _inline[InlineBytes];
    [FieldOffset(8)] private byte* _pointer;

    /// <summary>The bytes of a value that stands in native memory, which stays with its vector.</summary>
    internal static ReadOnlySpan<byte> Bytes(NativeText* value) =>
        new(value->_length <= InlineBytes ? value->_inline : value->_pointer, checked((int)value->_length));

    /// <summary>Makes the value one of <paramref name="length"/> bytes, already written behind <see cref="InlineTarget"/> of a cleared value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SetInlineLength(NativeText* value, int length) => value->_length = (uint)length;

    /// <summary>Clears the value and gives the place of its inline bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Span<byte> InlineTarget(NativeText* value)
    {
        *value = default;
        return new Span<byte>(value->_inline, InlineBytes);
    }
}
