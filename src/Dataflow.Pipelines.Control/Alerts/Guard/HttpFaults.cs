using System.Net;
using System.Text;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Answers of HTTP that mean that a notification was not accepted.</summary>
internal static class HttpFaults
{
    // Slack's error codes ("channel_is_archived") are shorter.
    private const int LongestCode = 64;

    public static async Task<AlertDeliveryException> OfAsync(string where, HttpResponseMessage response, Uri url, TimeProvider time, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
        {
            return new AlertDeliveryException($"{where} answers {status}, a redirect that would not keep the request. Set Url to the final address.") { IsPermanent = true };
        }

        var code = await CodeAsync(response, url, cancellationToken);
        var answer = code.Length > 0 ? $"{status} ({code})" : $"{status}";
        return IsTransient(response.StatusCode)
            ? new AlertDeliveryException($"{where} answers {answer}. It is called again later.") { RetryAfter = RetryAfter(response, time) }
            : new AlertDeliveryException($"{where} answers {answer}. Check Url and the settings of the receiver.") { IsPermanent = true };
    }

    private static bool IsTransient(HttpStatusCode status) =>
        (int)status is >= 500 or < 300 || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status == 425;

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };

    /// <summary>
    /// The body where it is one word, as Slack's error codes are; otherwise nothing: a longer text of a receiver may repeat the URL or contain what only it should show.
    /// </summary>
    private static async Task<string> CodeAsync(HttpResponseMessage response, Uri url, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestCode + 1];
        try
        {
            using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            var text = Encoding.ASCII.GetString(buffer, 0, length).Trim();
            var isCode = length <= LongestCode && text.All(static c => char.IsAsciiLetterLower(c) || c == '_') && text.Contains('_', StringComparison.Ordinal);
            return isCode && !url.OriginalString.Contains(text, StringComparison.OrdinalIgnoreCase) ? text : "";
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException)
        {
            return "";
        }
    }
}
