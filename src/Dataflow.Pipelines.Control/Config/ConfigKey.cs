using System.Security.Cryptography;
using System.Text;

namespace Dataflow.Pipelines.Control.Config;

/// <summary>A key that encrypts stored inputs. It is never shown; its id is.</summary>
internal sealed class ConfigKey
{
    /// <summary>Length of a key in bytes: AES-256.</summary>
    public const int Length = 32;

    // The id is in each encrypted text, and must tell nothing about the key.
    private static readonly byte[] Purpose = Encoding.ASCII.GetBytes("dataflow-config-key-id-1:");

    private const int IdBytes = 4;
    private readonly byte[] _bytes;

    /// <param name="bytes">The key, of <see cref="Length"/> random bytes.</param>
    public ConfigKey(byte[] bytes)
    {
        _bytes = bytes;
        Id = Convert.ToHexStringLower(SHA256.HashData([.. Purpose, .. bytes]).AsSpan(0, IdBytes));
    }

    /// <summary>Names the key: the first digits of a hash of it, in hexadecimal.</summary>
    public string Id { get; }

    /// <summary>The key.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;
}
