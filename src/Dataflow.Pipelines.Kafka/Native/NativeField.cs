using System.Runtime.InteropServices;

namespace Dataflow.Pipelines.Kafka.Native;

/// <summary>The layout of librdkafka's <c>rd_kafka_vu_t</c>: one field of a message for <see cref="Librdkafka.ProduceFields"/>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 72)]
internal unsafe struct NativeField
{
    [FieldOffset(0)] private int _kind;
    [FieldOffset(8)] private nint _first;
    [FieldOffset(8)] private int _integer;
    [FieldOffset(16)] private nint _second;
    [FieldOffset(24)] private nint _third;

    internal static NativeField Topic(nint topic) => new() { _kind = 2, _first = topic };

    internal static NativeField Partition(int partition) => new() { _kind = 3, _integer = partition };

    internal static NativeField Value(byte* value, int length) => new() { _kind = 4, _first = (nint)value, _second = length };

    internal static NativeField Key(byte* key, int length) => new() { _kind = 5, _first = (nint)key, _second = length };

    /// <summary>A value of the caller, returned with the delivery.</summary>
    internal static NativeField Opaque(nint value) => new() { _kind = 6, _first = value };

    internal static NativeField Flags(int flags) => new() { _kind = 7, _integer = flags };

    /// <param name="name">UTF-8, ended by a zero.</param>
    /// <param name="value">The bytes of the header; librdkafka copies both.</param>
    /// <param name="length">Bytes of the value.</param>
    internal static NativeField Header(byte* name, byte* value, int length) =>
        new() { _kind = 9, _first = (nint)name, _second = (nint)value, _third = length };
}
