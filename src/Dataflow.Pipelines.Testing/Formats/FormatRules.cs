using System.Buffers;
using System.Text;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Testing.Contracts;

namespace Dataflow.Pipelines.Testing.Formats;

/// <summary>The checks of a format contract. Records are compared by their JSON, because a member may have a type with reference equality.</summary>
internal sealed class FormatRules<T, TFormat>(Func<TFormat> create)
    where T : struct, IRecord<T>
    where TFormat : struct, IRecordFormat<T>
{
    private const int LongestReason = 1000;

    // The runtime itself allocates occasionally: for a pool that a collection has emptied, or a method that is recompiled.
    private const int Attempts = 10;

    // Number of characters: longer messages of tests are not readable.
    private const int Shown = 500;

    public async Task RoundTripAsync(IReadOnlyList<T> records)
    {
        var format = await OpenAsync();
        foreach (var record in records)
        {
            await ExpectReadAsync(format, Write(ref format, record), record);
        }
    }

    public async Task AppendsAsync(IReadOnlyList<T> records)
    {
        var format = await OpenAsync();
        var output = new ArrayBufferWriter<byte>();
        var expected = new List<byte>();
        foreach (var record in records)
        {
            expected.AddRange(Write(ref format, record));
            format.Write(in record, output);
            Expect.True(output.WrittenSpan.SequenceEqual(expected.ToArray()), $"The output before {Show(record)} has changed, or the record was written differently than alone.");
        }
    }

    public async Task CopiesAsync(IReadOnlyList<T> records)
    {
        var format = await OpenAsync();
        foreach (var record in records)
        {
            var message = Write(ref format, record);
            var read = await ReadAsync(format, message);
            message.AsSpan().Fill((byte)'#');
            ExpectSame(in record, in read, "A record after the buffer of its message was reused");
        }
    }

    public async Task MalformedAsync(IReadOnlyList<T> records, Random random)
    {
        var format = await OpenAsync();
        foreach (var record in records)
        {
            var message = Write(ref format, record);
            await TryAsync(format, message[..random.Next(message.Length + 1)]);
            if (message.Length > 0)
            {
                var damaged = message.ToArray();
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
                await TryAsync(format, damaged);
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                await TryAsync(format, damaged);
            }

            var noise = new byte[random.Next(40)];
            random.NextBytes(noise);
            await TryAsync(format, noise);
            await ExpectReadAsync(format, message, record);
        }
    }

    public async Task LanesAsync(IReadOnlyList<T> records)
    {
        var settings = create();
        var (first, second) = (settings, settings);
        await first.OpenAsync(Context(), CancellationToken.None);
        await second.OpenAsync(Context(), CancellationToken.None);
        for (var i = 1; i < records.Count; i++)
        {
            var message = Write(ref first, records[i]);
            var other = Write(ref second, records[i - 1]);
            await ExpectReadAsync(first, message, records[i]);
            await ExpectReadAsync(second, other, records[i - 1]);
        }
    }

    public async Task AllocatesNothingAsync(IReadOnlyList<T> records)
    {
        var format = await OpenAsync();
        foreach (var record in records)
        {
            var output = new ArrayBufferWriter<byte>(1 << 20);
            var least = long.MaxValue;
            for (var attempt = 0; attempt < Attempts && least > 0; attempt++)
            {
                output.Clear();
                var before = GC.GetAllocatedBytesForCurrentThread();
                format.Write(in record, output);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            Expect.Equal(0, least, $"The allocation of each write, in bytes, of {Show(record)}");
        }
    }

    private static FormatContext Context() => new() { Pipeline = "contract", Node = "node" };

    private static byte[] Write(ref TFormat format, in T record)
    {
        var output = new ArrayBufferWriter<byte>();
        format.Write(in record, output);
        return output.WrittenSpan.ToArray();
    }

    private static async Task ExpectReadAsync(TFormat format, byte[] message, T record)
    {
        var read = await ReadAsync(format, message);
        ExpectSame(in record, in read, "The record that was read");
    }

    private static async Task<T> ReadAsync(TFormat format, byte[] message)
    {
        await PrepareAsync(format, message);
        Expect.True(format.TryRead(message, out var record, out var reason), $"A message that it wrote is rejected: {reason}: {Show(message)}");
        return record;
    }

    private static async Task TryAsync(TFormat format, byte[] message)
    {
        try
        {
            await PrepareAsync(format, message);
            if (!format.TryRead(message, out _, out var reason))
            {
                Expect.True(reason is { Length: > 0 and <= LongestReason }, $"The reason for {Show(message)} should have 1 to {LongestReason} characters: {reason ?? "null"}");
            }
        }
        catch (Exception fault) when (fault is not ContractException)
        {
            throw new ContractException($"Malformed input is a result, not an exception: {Show(message)}: {fault.GetType().Name}: {fault.Message}", fault);
        }
    }

    private static ValueTask PrepareAsync(TFormat format, byte[] message) =>
        format.PrepareAsync(new[] { new SourceMessage(message, 0, message.Length, 0, 0) }, CancellationToken.None);

    private static void ExpectSame(in T expected, in T actual, string what)
    {
        var (left, right) = (JsonWrite.Text(in expected), JsonWrite.Text(in actual));
        if (left != right)
        {
            var at = Math.Max(0, left.AsSpan().CommonPrefixLength(right) - 20);
            throw new ContractException($"{what} has changed. As JSON, from character {at} on it is {Cut(right[at..])}; expected: {Cut(left[at..])}");
        }
    }

    private static string Show(in T record) => Cut(JsonWrite.Text(in record));

    private static string Cut(string text) => text.Length <= Shown ? text : text[..Shown] + "…";

    private static string Show(ReadOnlySpan<byte> message) =>
        $"{message.Length} bytes, {Encoding.UTF8.GetString(message[..Math.Min(message.Length, 200)])} ({Convert.ToHexString(message[..Math.Min(message.Length, 200)])})";

    private async Task<TFormat> OpenAsync()
    {
        var format = create();
        await format.OpenAsync(Context(), CancellationToken.None);
        return format;
    }
}
