using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Dataflow.Pipelines.Control.Tests.Alerts.Support;

/// <summary>A mail server on loopback that behaves badly where a test wants it to: it answers commands by a script, and where the script is silent, not at all.</summary>
internal sealed class ScriptedMailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, string?> _script;
    private readonly Task _loop;

    /// <summary>The script gets a command and returns the answer; the first "command" is empty, and asks for the greeting.</summary>
    public ScriptedMailServer(Func<string, string?> script)
    {
        _script = script;
        _listener.Start();
        _loop = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<string> Commands { get; } = new();

    /// <summary>Accepts everything.</summary>
    public static string Polite(string command) => command switch
    {
        "" => "220 test",
        _ when command.StartsWith("EHLO", StringComparison.Ordinal) => "250-test\r\n250 AUTH PLAIN",
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 ok",
    };

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception fault) when (fault is SocketException or InvalidOperationException)
        {
            // The listener has stopped.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        try
        {
            using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
            var isData = false;
            for (var command = ""; command is not null; command = await reader.ReadLineAsync())
            {
                isData = isData ? command != "." : command == "DATA";
                Commands.Enqueue(command);
                if ((!isData || command == "DATA") && _script(command) is { } answer)
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"));
                }
            }
        }
        catch (IOException)
        {
            // The sender has closed the connection.
        }
    }
}
