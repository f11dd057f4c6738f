using System.Net;
using System.Net.Http.Headers;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>
/// Posts JSON to a URL under a <see cref="TargetGuard"/>, which checks the target of each redirect too. Its errors show scheme and host of the URL and never the rest,
/// which may be a secret.
/// </summary>
internal sealed class GuardedPost(string channel, Uri url, TargetGuard guard, TimeProvider time)
{
    private const int MostRedirects = 3;

    public async Task SendAsync(byte[] body, IReadOnlyList<(string Name, string Value)> headers, CancellationToken cancellationToken)
    {
        // A connection belongs to one notification: a kept one would be to an address of an earlier check, and alerts are rare.
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = (context, cancel) =>
                guard.ConnectAsync(context.DnsEndPoint, context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttps, cancel),
        };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var target = url;
        for (var redirects = 0; ; redirects++)
        {
            using var response = await PostAsync(client, target, body, headers, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return;
            }

            if (response.StatusCode is not (HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))
            {
                throw await HttpFaults.OfAsync(Where(target), response, url, time, cancellationToken);
            }

            target = redirects < MostRedirects
                ? Next(target, response.Headers.Location)
                : throw Refused(target, $"redirects more than {MostRedirects} times. Set Url to the final address");
        }
    }

    private async Task<HttpResponseMessage> PostAsync(HttpClient client, Uri target, byte[] body, IReadOnlyList<(string Name, string Value)> headers, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException fault)
        {
            // The guard's own exception is inside one of the client.
            throw fault.InnerException as AlertDeliveryException
                ?? new AlertDeliveryException($"{Where(target)} cannot be reached: {fault.Message} Check that it runs and that this machine may connect to it.", fault);
        }
    }

    private Uri Next(Uri from, Uri? location)
    {
        if (location is null || !Uri.TryCreate(from, location, out var next) || (next.Scheme != Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttp) || next.UserInfo.Length > 0)
        {
            throw Refused(from, "redirects to an address that is not http or https, or that contains a user name. Set Url to the final address");
        }

        return next;
    }

    private AlertDeliveryException Refused(Uri target, string why) => new($"{Where(target)} {why}.") { IsPermanent = true };

    private string Where(Uri target) => $"Alert channel '{channel}': {target.Scheme}://{target.IdnHost}";
}
