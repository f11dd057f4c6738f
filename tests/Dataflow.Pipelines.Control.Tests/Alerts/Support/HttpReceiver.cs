using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Dataflow.Pipelines.Control.Tests.Alerts.Support;

/// <summary>An HTTP server on loopback. It gives its answers in order, then 200.</summary>
internal sealed class HttpReceiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _answers = new();
    private readonly Task _loop;

    public HttpReceiver(params string[] answers)
    {
        Array.ForEach(answers, _answers.Enqueue);
        _listener.Start();
        _loop = ServeAsync();
    }

    public ConcurrentQueue<HttpRequest> Requests { get; } = new();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static string Answer(int status, string headers = "", string body = "") =>
        $"HTTP/1.1 {status} x\r\n{headers}Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";

    public Uri Url(string path = "/hook", string host = "127.0.0.1") => new($"http://{host}:{Port}{path}");

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
                await AnswerAsync(client.GetStream());
            }
            catch (IOException)
            {
                // The sender has closed the connection.
            }
            catch (Exception fault) when (fault is SocketException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var first = await reader.ReadLineAsync();
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        // The bodies are ASCII: JSON escapes everything else.
        var body = new char[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), System.Globalization.CultureInfo.InvariantCulture)];
        await reader.ReadBlockAsync(body);
        Requests.Enqueue(new HttpRequest(first!, headers, new string(body)));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(_answers.TryDequeue(out var answer) ? answer : Answer(200)));
    }
}
