using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dataflow.Pipelines.State;

/// <summary>
/// 128 random bits of a job that its key hash is seeded with: without them a sender cannot choose keys that collide. Drawn at the first
/// start, stored in every checkpoint, and restored with it, because state is stored by the hash. Never logged.
/// </summary>
[JsonConverter(typeof(JsonForm))]
internal readonly struct KeySecret : IEquatable<KeySecret>
{
    private const int Bytes = 16;
    private readonly UInt128 _value;

    private KeySecret(UInt128 value) => _value = value;

    /// <summary>A new secret.</summary>
    /// <param name="random">The source of its bits.</param>
    public static KeySecret Create(RandomNumberGenerator random)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        random.GetBytes(bytes);
        return new KeySecret(BitConverter.ToUInt128(bytes));
    }

    /// <summary>A word that cannot be computed without the secret; a different one for each purpose.</summary>
    public ulong Derive(byte purpose)
    {
        Span<byte> input = stackalloc byte[Bytes + 1];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        BitConverter.TryWriteBytes(input, _value);
        input[Bytes] = purpose;
        SHA256.HashData(input, digest);
        return BitConverter.ToUInt64(digest);
    }

    public bool Equals(KeySecret other) => _value == other._value;

    public override bool Equals(object? obj) => obj is KeySecret other && Equals(other);

    public override int GetHashCode() => _value.GetHashCode();

    /// <summary>Not the value: a manifest that is logged or shown by a debugger must not disclose it.</summary>
    public override string ToString() => "(secret)";

    /// <summary>32 hexadecimal digits in a manifest.</summary>
    internal sealed class JsonForm : JsonConverter<KeySecret>
    {
        public override KeySecret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String
                && reader.GetString() is { Length: Bytes * 2 } text
                && UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
                    ? new KeySecret(value)
                    : throw new JsonException($"its key secret is not {Bytes * 2} hexadecimal digits");

        public override void Write(Utf8JsonWriter writer, KeySecret value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value._value.ToString("x32", CultureInfo.InvariantCulture));
    }
}
