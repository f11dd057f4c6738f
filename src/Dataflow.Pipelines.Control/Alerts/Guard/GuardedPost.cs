using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>
/// Posts JSON to a URL under a <see cref="TargetGuard"/>, which checks the target of each redirect too. Its errors show scheme and host of the URL and never the rest,
/// which may be a secret.
/// </summary>
/// <param name="channel">Name of the channel.</param>
/// <param name="url">Where to.</param>
/// <param name="guard">Connects.</param>
/// <param name="time">The clock.</param>
/// <param name="roots">The certificate authorities of a test; null: those of the machine.</param>
internal sealed class GuardedPost(string channel, Uri url, TargetGuard guard, TimeProvider time, X509Certificate2Collection? roots = null)
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
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = ChainPolicy() },
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

    private async Task<HttpResponseMessage> PostAsync(
        HttpClient client,
        Uri target,
        byte[] body,
        IReadOnlyList<(string Name, string Value)> headers,
        CancellationToken cancellationToken)
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
            // The guard's own exception is inside one of the client. No other one is passed on: its text may repeat what the receiver answered.
            throw fault.InnerException switch
            {
                AlertDeliveryException own => own,
                AuthenticationException => new AlertDeliveryException(
                    $"{Where(target)} has no certificate for this name that this machine trusts. Check the host of Url, and that the server sends its whole certificate chain."),
                SocketException { SocketErrorCode: var error } => NotReached(target, $"{error}"),
                _ => NotReached(target, $"{fault.HttpRequestError}"),
            };
        }
    }

    /// <summary>The address of a missing certificate, which a certificate may contain, is not called: no guard checks it.</summary>
    private X509ChainPolicy ChainPolicy()
    {
        var policy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };
        if (roots is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(roots);
        }

        return policy;
    }

    private AlertDeliveryException NotReached(Uri target, string why) =>
        new($"{Where(target)} cannot be reached ({why}). Check that it runs and that this machine may connect to it.");

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
