using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Dataflow.Pipelines.Control.Tests.Alerts.Support;

/// <summary>An HTTP server on loopback, with TLS where it has a certificate. It gives its answers in order, then 200.</summary>
internal sealed class HttpReceiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _answers = new();
    private readonly X509Certificate2? _certificate;
    private readonly Task _loop;

    public HttpReceiver(params string[] answers)
        : this(null, answers)
    {
    }

    public HttpReceiver(X509Certificate2? certificate, params string[] answers)
    {
        _certificate = certificate;
        Array.ForEach(answers, _answers.Enqueue);
        _listener.Start();
        _loop = ServeAsync();
    }

    public ConcurrentQueue<HttpRequest> Requests { get; } = new();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static string Answer(int status, string headers = "", string body = "") =>
        $"HTTP/1.1 {status} x\r\n{headers}Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";

    public Uri Url(string path = "/hook", string host = "127.0.0.1") => new($"{(_certificate is null ? "http" : "https")}://{host}:{Port}{path}");

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                using var stream = await OpenAsync(client);
                await AnswerAsync(stream);
            }
            catch (Exception fault) when (fault is IOException or AuthenticationException)
            {
                // The sender has closed the connection, because of the certificate perhaps.
            }
            catch (Exception fault) when (fault is SocketException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task<Stream> OpenAsync(TcpClient client)
    {
        if (_certificate is null)
        {
            return client.GetStream();
        }

        var secure = new SslStream(client.GetStream());
        try
        {
            // Offline: the server must not look for the issuer either.
            var context = SslStreamCertificateContext.Create(_certificate, null, offline: true);
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = context });
            return secure;
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }

    private async Task AnswerAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        if (await reader.ReadLineAsync() is not { } first)
        {
            return;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        // The bodies are ASCII: JSON escapes everything else.
        var body = new char[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), System.Globalization.CultureInfo.InvariantCulture)];
        await reader.ReadBlockAsync(body);
        Requests.Enqueue(new HttpRequest(first, headers, new string(body)));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(_answers.TryDequeue(out var answer) ? answer : Answer(200)));
    }
}
