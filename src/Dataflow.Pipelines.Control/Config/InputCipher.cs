using System.Security.Cryptography;
using System.Text;
using Dataflow.Pipelines.Inputs;

namespace Dataflow.Pipelines.Control.Config;

/// <summary>
/// Encrypts stored inputs by AES-256-GCM with a random nonce of 96 bits. The text is <c>v1:KEY_ID:BASE64</c> of nonce, encrypted value and tag. Pipeline and input are
/// authenticated with it: a text that is moved to another row does not decrypt. Immutable.
/// </summary>
/// <param name="pipeline">Id of the pipeline.</param>
/// <param name="keys">The keys.</param>
/// <param name="fillRandom">Fills a nonce; null: by the random numbers of the system.</param>
internal sealed class InputCipher(string pipeline, ConfigKeys keys, Action<byte[]>? fillRandom = null)
{
    private const string Version = "v1";
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly Action<byte[]> _fillRandom = fillRandom ?? (static nonce => RandomNumberGenerator.Fill(nonce));

    /// <summary>Encrypts a value with the first key.</summary>
    /// <param name="input">Name of the input.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="InputException">There is no key.</exception>
    public string Encrypt(string input, string value)
    {
        var key = keys.First ?? throw InputException.Saying(input, $"is sensitive and is stored encrypted, and this program has no key: {ConfigKeys.HowToGive}.");
        var (nonce, plain) = (new byte[NonceLength], Encoding.UTF8.GetBytes(value));
        _fillRandom(nonce);
        var (encrypted, tag) = (new byte[plain.Length], new byte[TagLength]);
        using var aes = new AesGcm(key.Bytes, TagLength);
        aes.Encrypt(nonce, plain, encrypted, tag, RowOf(input));
        return $"{Version}:{key.Id}:{Convert.ToBase64String([.. nonce, .. encrypted, .. tag])}";
    }

    /// <summary>Decrypts a value with the key that encrypted it.</summary>
    /// <param name="input">Name of the input.</param>
    /// <param name="text">The stored text.</param>
    /// <exception cref="InputException">The program does not have the key, or the text was changed.</exception>
    public string Decrypt(string input, string text)
    {
        var parts = text.Split(':');
        if (parts.Length != 3 || parts[0] != Version || Decode(parts[2]) is not { Length: >= NonceLength + TagLength } bytes)
        {
            throw InputException.Saying(input, $"has a stored value that is not encrypted as this program expects ({Version}): a newer version has written it, or it was changed. {StoreAgain(input)}");
        }

        var key = keys.Find(parts[1]) ?? throw InputException.Saying(
            input,
            $"is stored encrypted with the key {parts[1]}, and this program has {(keys.First is null ? "no key" : "only " + keys.Ids)}: add that key to the others, or {StoreAgain(input, isSentence: false)} To add it, {ConfigKeys.HowToGive}.");
        try
        {
            var plain = new byte[bytes.Length - NonceLength - TagLength];
            using var aes = new AesGcm(key.Bytes, TagLength);
            aes.Decrypt(bytes.AsSpan(0, NonceLength), bytes.AsSpan(NonceLength, plain.Length), bytes.AsSpan(NonceLength + plain.Length), plain, RowOf(input));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw InputException.Saying(input, $"has a stored value that the key {key.Id} does not decrypt: it was changed, or belongs to another input or pipeline. {StoreAgain(input)}");
        }
    }

    private static string StoreAgain(string input, bool isSentence = true) => $"{(isSentence ? "Store" : "store")} it again: 'config set {input} --stdin'.";

    private static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : null;
    }

    // Neither has a line break.
    private byte[] RowOf(string input) => Encoding.UTF8.GetBytes($"{pipeline}\n{input}");
}
