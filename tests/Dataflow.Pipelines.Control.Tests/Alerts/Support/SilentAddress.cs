using System.Net;
using System.Net.Sockets;

namespace Dataflow.Pipelines.Control.Tests.Alerts.Support;

/// <summary>An address whose connections neither succeed nor fail: the queue of its listener has one place, which is taken.</summary>
internal sealed class SilentAddress : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _first = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public SilentAddress(string address, int port)
    {
        var endpoint = new IPEndPoint(IPAddress.Parse(address), port);
        _listener.Bind(endpoint);
        _listener.Listen(0);
        _first.Connect(endpoint);
    }

    public void Dispose()
    {
        _first.Dispose();
        _listener.Dispose();
    }
}
