using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dataflow.Pipelines.Control.Logic;

namespace Dataflow.Pipelines.Control.Approvals.Links;

/// <summary>
/// Signs links and checks them. A token is <c>CONTENT.SIGNATURE</c> in base64url: the content is a JSON array, the signature its HMAC-SHA256 with a key that only hosts of the pipeline
/// have. Thread-safe.
/// </summary>
internal sealed class LinkSigner(byte[] key)
{
    // Far longer than any real one; a limit on the work that a forged token causes.
    private const int LongestToken = 8192;

    // A signature with the same key for another purpose is none of a link.
    private static readonly byte[] Purpose = Encoding.ASCII.GetBytes("dataflow-approval-link-1:");

    /// <summary>The token of a link.</summary>
    public string Sign(ApprovalLink link)
    {
        using var content = new MemoryStream();
        using (var writer = new Utf8JsonWriter(content))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(link.Pipeline);
            writer.WriteStringValue(link.Run);
            writer.WriteStringValue(link.Node);
            writer.WriteNumberValue(link.Number);
            writer.WriteStringValue(link.Approver);
            writer.WriteNumberValue(link.Expires.ToUnixTimeSeconds());
            writer.WriteEndArray();
        }

        var bytes = content.ToArray();
        return Base64Url.EncodeToString(bytes) + "." + Base64Url.EncodeToString(Compute(bytes));
    }

    /// <summary>Reads a token. Nothing of it is used before its signature is right.</summary>
    /// <param name="token">The token.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="CommandException">It is forged or has expired.</exception>
    public ApprovalLink Read(string token, DateTimeOffset now)
    {
        var link = Verify(token) ?? throw new CommandException("The link is not valid: it is incomplete, was changed, or was signed with another key. Open the newest message about this approval again.");
        return link.Expires > now ? link
            : throw new CommandException($"The link for {link.Approver} has expired at {ApprovalText.At(link.Expires)}: 'approvals show {link.Run} {link.Node}' shows what became of the approval.");
    }

    private ApprovalLink? Verify(string token)
    {
        var parts = token.Length > LongestToken ? [] : token.Trim().Split('.');
        if (parts.Length != 2 || Decode(parts[0]) is not { } content || Decode(parts[1]) is not { } signature || !CryptographicOperations.FixedTimeEquals(Compute(content), signature))
        {
            return null;
        }

        using var document = JsonDocument.Parse(content);
        var values = document.RootElement;
        return new ApprovalLink(
            values[0].GetString()!, values[1].GetString()!, values[2].GetString()!, values[3].GetInt32(), values[4].GetString()!, DateTimeOffset.FromUnixTimeSeconds(values[5].GetInt64()));
    }

    private byte[] Compute(byte[] content)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Purpose);
        hmac.AppendData(content);
        return hmac.GetHashAndReset();
    }

    private static byte[]? Decode(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
