using Dataflow.Pipelines.Control.Config;
using Dataflow.Pipelines.Control.Tests.Support;
using Dataflow.Pipelines.Inputs;

namespace Dataflow.Pipelines.Control.Tests.Config;

public sealed class InputCipherTests
{
    private static readonly InputCipher Cipher = Of(TestInputs.Key);

    [Theory]
    [InlineData("")]
    [InlineData("s3cret")]
    [InlineData("ü\n\0🔑")]
    public void A_value_is_read_back_and_no_two_texts_are_equal(string value)
    {
        var (first, second) = (Cipher.Encrypt("token", value), Cipher.Encrypt("token", value));
        Assert.Equal(value, Cipher.Decrypt("token", first));
        Assert.Equal(value, Cipher.Decrypt("token", second));
        Assert.NotEqual(first, second);
        Assert.Matches("^v1:[0-9a-f]{8}:[A-Za-z0-9+/]+=*$", first);
    }

    // AES-256-GCM with a key and a nonce of zeros, as other programs compute it: 16 zero bytes give cea7403d4d606b6e074ec5d3baf39d18 (test case 14 of the GCM specification).
    [Fact]
    public void The_cipher_is_AES_256_GCM()
    {
        var text = new InputCipher("p", ConfigKeys.Parse(TestInputs.Key, "a test"), static _ => { }).Encrypt("token", new string('\0', 16));
        var bytes = Convert.FromBase64String(text.Split(':')[2]);
        Assert.Equal("000000000000000000000000" + "cea7403d4d606b6e074ec5d3baf39d18", Convert.ToHexStringLower(bytes.AsSpan(0, 28)));
        Assert.Equal(44, bytes.Length);
    }

    [Fact]
    public void A_text_with_any_other_byte_is_refused()
    {
        var parts = Cipher.Encrypt("token", "s3cret").Split(':');
        var bytes = Convert.FromBase64String(parts[2]);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            var fault = Assert.Throws<InputException>(() => Cipher.Decrypt("token", $"v1:{parts[1]}:{Convert.ToBase64String(bytes)}"));
            Assert.Equal(
                $"Input 'token' has a stored value that the key {parts[1]} does not decrypt: it was changed, or belongs to another input or pipeline. Store it again: 'config set token --stdin'.",
                fault.Message);
            bytes[i] ^= 1;
        }
    }

    [Fact]
    public void A_text_of_another_row_is_refused()
    {
        var text = Cipher.Encrypt("token", "s3cret");
        Assert.Throws<InputException>(() => Cipher.Decrypt("password", text));
        Assert.Throws<InputException>(() => new InputCipher("other", ConfigKeys.Parse(TestInputs.Key, "a test")).Decrypt("token", text));
    }

    [Theory]
    [InlineData("s3cret")]
    [InlineData("v2:00000000:AAAA")]
    [InlineData("v1:00000000:AAAA")]
    [InlineData("v1:00000000:not base64")]
    [InlineData("")]
    public void A_text_in_another_form_is_refused_and_not_shown(string text)
    {
        var fault = Assert.Throws<InputException>(() => Cipher.Decrypt("token", text));
        Assert.Equal(
            "Input 'token' has a stored value that is not encrypted as this program expects (v1): a newer version has written it, or it was changed. Store it again: 'config set token --stdin'.", fault.Message);
    }

    [Fact]
    public void A_key_that_is_missing_is_named()
    {
        var text = Cipher.Encrypt("token", "s3cret");
        var id = text.Split(':')[1];
        var none = Assert.Throws<InputException>(() => new InputCipher("test", ConfigKeys.None).Decrypt("token", text));
        Assert.Equal(
            $"Input 'token' is stored encrypted with the key {id}, and this program has no key: add that key to the others, or store it again: 'config set token --stdin'. To add it, give a file with keys by "
            + "--config-key-file or DATAFLOW_CONFIG_KEY_FILE, or keys in DATAFLOW_CONFIG_KEY; one key of 32 bytes in base64 a line, and 'config new-key FILE' makes one.",
            none.Message);
        Assert.Contains($"and this program has only {ConfigKeys.Parse(TestInputs.OtherKey, "a test").Ids}:", Assert.Throws<InputException>(() => Of(TestInputs.OtherKey).Decrypt("token", text)).Message, StringComparison.Ordinal);
        var encrypting = Assert.Throws<InputException>(() => new InputCipher("test", ConfigKeys.None).Encrypt("token", "s3cret"));
        Assert.StartsWith("Input 'token' is sensitive and is stored encrypted, and this program has no key: give a file with keys by --config-key-file or", encrypting.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", encrypting.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_key_encrypts_and_all_decrypt()
    {
        var before = Cipher.Encrypt("token", "s3cret");
        var both = Of(TestInputs.OtherKey + "\n" + TestInputs.Key);
        var after = both.Encrypt("token", both.Decrypt("token", before));
        Assert.Equal("s3cret", Of(TestInputs.OtherKey).Decrypt("token", after));
        Assert.Throws<InputException>(() => Of(TestInputs.OtherKey).Decrypt("token", before));
    }

    private static InputCipher Of(string keys) => new("test", ConfigKeys.Parse(keys, "a test"));
}
