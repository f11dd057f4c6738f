using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Dataflow.Pipelines.Checkpoints;

/// <summary>A JSON document and, in a last line, its SHA-256, so that damage of the storage is distinguished from a fault of a program.</summary>
internal static class SealedJson
{
    public static byte[] Seal(ReadOnlySpan<byte> json) => [.. json, (byte)'\n', .. Encoding.ASCII.GetBytes(Sum(json)), (byte)'\n'];

    /// <exception cref="JsonException">The document is damaged; the message states how, without a full stop.</exception>
    public static ReadOnlyMemory<byte> Open(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            throw new JsonException("it is empty");
        }

        var end = bytes.Span.TrimEnd((byte)'\n').LastIndexOf((byte)'\n');
        if (end < 0 || Encoding.ASCII.GetString(bytes.Span[(end + 1)..]).Trim() != Sum(bytes.Span[..end]))
        {
            throw new JsonException("its checksum does not match its content");
        }

        return bytes[..end];
    }

    private static string Sum(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
