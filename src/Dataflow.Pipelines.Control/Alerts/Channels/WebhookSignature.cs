using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>
/// The signature of a <see cref="WebhookChannel"/>: <c>t=UNIX_SECONDS,v1=HEX</c>, where HEX is the HMAC-SHA256 of <c>UNIX_SECONDS.BODY</c> with the secret. There is a
/// <c>v1</c> for each secret of the sender.
/// </summary>
public static class WebhookSignature
{
    /// <summary>Name of the header with the signature.</summary>
    public const string Header = "X-Dataflow-Signature";

    /// <summary>Name of the header with the id of the notification.</summary>
    public const string DeliveryHeader = "X-Dataflow-Delivery";

    // More than a sender has while it replaces its secret; a limit on the work that a forged header causes.
    private const int MostSignatures = 8;

    /// <summary>Whether the request comes from an owner of the secret and is recent. The time that it takes does not depend on how much of a signature is right.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="header">The value of <see cref="Header"/>; null where the request has none.</param>
    /// <param name="body">The body as it was received, before it is parsed.</param>
    /// <param name="now">The time.</param>
    /// <param name="tolerance">How far the time of the signature may be from <paramref name="now"/>, for example five minutes; a request that was recorded cannot be repeated later.</param>
    /// <returns>Whether the request may be trusted.</returns>
    public static bool Verify(string secret, string? header, ReadOnlySpan<byte> body, DateTimeOffset now, TimeSpan tolerance)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        if (header is null || Parse(header) is not var (at, signatures))
        {
            return false;
        }

        var seconds = (Int128)now.ToUnixTimeSeconds() - at;
        if (Int128.Abs(seconds) > (Int128)Math.Floor(tolerance.TotalSeconds))
        {
            return false;
        }

        var expected = Encoding.ASCII.GetBytes(Compute(secret, at, body));
        var isValid = false;
        foreach (var signature in signatures)
        {
            isValid |= CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(signature));
        }

        return isValid;
    }

    internal static string Sign(IEnumerable<string> secrets, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var at = now.ToUnixTimeSeconds();
        var header = new StringBuilder().Append(CultureInfo.InvariantCulture, $"t={at}");
        foreach (var secret in secrets)
        {
            header.Append(",v1=").Append(Compute(secret, at, body));
        }

        return header.ToString();
    }

    private static string Compute(string secret, long at, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{at}.")));
        hmac.AppendData(body);
        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }

    /// <summary>Null unless there is exactly one time. Entries of other versions are ignored.</summary>
    private static (long At, List<string> Signatures)? Parse(string header)
    {
        long? at = null;
        var signatures = new List<string>();
        foreach (var entry in header.Split(',', StringSplitOptions.TrimEntries))
        {
            if (entry.StartsWith("t=", StringComparison.Ordinal))
            {
                if (at is not null || !long.TryParse(entry.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                {
                    return null;
                }

                at = seconds;
            }
            else if (entry.StartsWith("v1=", StringComparison.Ordinal) && signatures.Count < MostSignatures)
            {
                signatures.Add(entry[3..]);
            }
        }

        return at is { } time ? (time, signatures) : null;
    }
}
