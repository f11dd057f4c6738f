namespace StreamingDataCleaning.LoadGenerator.Events;

/// <summary>The kinds of invalid content in events.</summary>
internal static class DirtyEvents
{
    // 1970-01-01T00:00:00Z and 2999-01-01T00:00:00Z, in milliseconds.
    private const long Past = 0;
    private const long Future = 32_472_144_000_000;

    internal static long TimeOutOfRange(ulong bits) => (bits & 8) == 0 ? Past : Future;

    /// <summary>Turns an event into text that is not a JSON object.</summary>
    /// <param name="length">Bytes of the valid event at the start of the target.</param>
    /// <param name="bits">Selects the variant.</param>
    /// <param name="target">The buffer with the event.</param>
    /// <returns>The number of bytes.</returns>
    internal static int Malformed(int length, ulong bits, Span<byte> target)
    {
        switch (bits % 5)
        {
            case 0:
                return 1 + (int)((bits >> 8) % (ulong)(length - 1));   // cut off: only its last byte closes the object
            case 1:
                target[length] = (byte)'}';
                return length + 1;
            case 2:
                target[1] = (byte)'\'';
                return length;
            case 3:
                return Put("not json at all"u8, target);
            default:
                return Put("[1,2,3]"u8, target);
        }
    }

    internal static ReadOnlySpan<byte> Missing(int member, int how) => (member, how) switch
    {
        (_, 0) => [],
        (0, 1) => ",\"event_id\":null"u8,
        (0, _) => ",\"event_id\":\"\""u8,
        (1, 1) => ",\"user_id\":null"u8,
        (1, _) => ",\"user_id\":\"\""u8,
        (_, 1) => ",\"timestamp\":null"u8,
        _ => ",\"timestamp\":\"\""u8,
    };

    internal static ReadOnlySpan<byte> WrongType(int member, int how) => (member, how) switch
    {
        (0, 0) => ",\"event_id\":123"u8,
        (0, 1) => ",\"event_id\":{\"id\":1}"u8,
        (0, _) => ",\"event_id\":[]"u8,
        (1, 0) => ",\"user_id\":true"u8,
        (1, 1) => ",\"user_id\":[\"USER_1\"]"u8,
        (1, _) => ",\"user_id\":4.5"u8,
        (_, 0) => ",\"timestamp\":\"yesterday\""u8,
        (_, 1) => ",\"timestamp\":false"u8,
        _ => ",\"timestamp\":\"2025-13-45T99:00:00Z\""u8,
    };

    /// <summary>A byte that never occurs in UTF-8, a lone continuation byte, a truncated sequence, an overlong slash.</summary>
    internal static ReadOnlySpan<byte> InvalidSequence(ulong bits) => (bits % 4) switch
    {
        0 => [0xFF],
        1 => [0x80],
        2 => [0xC3],
        _ => [0xC0, 0xAF],
    };

    private static int Put(ReadOnlySpan<byte> text, Span<byte> target)
    {
        text.CopyTo(target);
        return text.Length;
    }
}
