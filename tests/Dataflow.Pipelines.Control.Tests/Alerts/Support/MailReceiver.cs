using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Net;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Dataflow.Pipelines.Control.Tests.Alerts.Support;

/// <summary>A mail server on loopback.</summary>
internal sealed class MailReceiver : IAsyncDisposable
{
    public const string User = "alerts";
    public const string Password = "s3cret-T0KEN";

    private readonly SmtpServer.SmtpServer _server;
    private readonly Task _running;

    public MailReceiver(bool needsLogin = false, X509Certificate2? certificate = null, bool isTls = false, Func<SmtpResponse>? answer = null)
    {
        var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, 0)).AuthenticationRequired(needsLogin).AllowUnsecureAuthentication(true).IsSecure(isTls);
            if (certificate is not null)
            {
                endpoint.Certificate(certificate);
            }
        }).Build();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        var listeners = new EndpointListenerFactory();
        listeners.EndpointStarted += (_, started) => Port = ((IPEndPoint)started.LocalEndPoint).Port;
        services.Add(listeners);
        services.Add(new Store(this, answer));
        services.Add(new DelegatingUserAuthenticator(static (user, password) => user == User && password == Password));
        _server = new SmtpServer.SmtpServer(options, services);

        // Listens before it returns its task.
        _running = _server.StartAsync(CancellationToken.None);
        Assert.NotEqual(0, Port);
    }

    /// <summary>The port that the system chose when the server bound it.</summary>
    public int Port { get; private set; }

    public ConcurrentQueue<MimeMessage> Messages { get; } = new();

    public async ValueTask DisposeAsync()
    {
        _server.Shutdown();
        await _running;
    }

    private sealed class Store(MailReceiver receiver, Func<SmtpResponse>? answer) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            if (answer?.Invoke() is { } refusal)
            {
                return refusal;
            }

            using var stream = new MemoryStream(buffer.ToArray());
            receiver.Messages.Enqueue(await MimeMessage.LoadAsync(stream, cancellationToken));
            return SmtpResponse.Ok;
        }
    }
}
