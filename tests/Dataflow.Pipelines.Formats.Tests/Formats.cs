using System.Buffers;

namespace Dataflow.Pipelines.Formats.Tests;

/// <summary>Formats outside a pipeline.</summary>
internal static class Formats
{
    public static FormatContext Context { get; } = new() { Pipeline = "test", Node = "trips" };

    /// <summary>Opens a format; the formats of these tests open synchronously.</summary>
    public static TFormat Open<T, TFormat>(TFormat format)
        where T : struct, IRecord<T>
        where TFormat : struct, IRecordFormat<T>
    {
        Assert.True(format.OpenAsync(Context, CancellationToken.None).AsTask().IsCompletedSuccessfully);
        return format;
    }

    public static bool TryRead<T>(CsvFormat<T> format, byte[] message, out T record, out string? reason)
        where T : struct, IRecord<T> => Open<T, CsvFormat<T>>(format).TryRead(message, out record, out reason);

    public static byte[] Write<T>(CsvFormat<T> format, in T record)
        where T : struct, IRecord<T>
    {
        var output = new ArrayBufferWriter<byte>();
        Open<T, CsvFormat<T>>(format).Write(in record, output);
        return output.WrittenSpan.ToArray();
    }
}
