using System.Net;
using System.Net.Sockets;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>
/// Connects to public addresses and to those that the options allow. A host is resolved once and the connection is made to the addresses that were checked: a second answer
/// of the name server, to a private address, is never asked for (DNS rebinding).
/// </summary>
internal sealed class TargetGuard(string channel, IReadOnlyList<string>? allowed, IHostResolver resolver, TimeProvider time)
{
    // A host may have an address that does not answer, of IPv6 for example, besides one that does. An attempt has time for several.
    private static readonly TimeSpan AddressTimeout = TimeSpan.FromSeconds(2);

    private readonly AllowedTargets _allowed = new(channel, allowed);

    public async ValueTask<Stream> ConnectAsync(DnsEndPoint target, bool isEncrypted, CancellationToken cancellationToken)
    {
        var addresses = await ResolveAsync(target.Host, cancellationToken);
        foreach (var address in addresses)
        {
            Check(target.Host, address, isEncrypted);
        }

        return await ConnectAsync(addresses, target.Port, cancellationToken);
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return [literal];
        }

        try
        {
            var addresses = await resolver.ResolveAsync(host, cancellationToken);
            return addresses.Length > 0 ? addresses : throw new SocketException((int)SocketError.NoData);
        }
        catch (SocketException fault)
        {
            throw new AlertDeliveryException($"Alert channel '{channel}': host '{host}' has no address ({fault.SocketErrorCode}). Check the name and the name server.", fault);
        }
    }

    /// <summary>All addresses must pass: an answer that mixes public and private ones is a mistake or an attack.</summary>
    private void Check(string host, IPAddress address, bool isEncrypted)
    {
        if (_allowed.Contains(host, address))
        {
            return;
        }

        if (AddressKinds.Of(address) is { } kind)
        {
            throw Refused($"host '{host}' has the address {AddressKinds.Plain(address)}, which is {kind}. If it is intended, add the host or its network to AllowPrivateAddresses.");
        }

        if (!isEncrypted)
        {
            throw Refused($"host '{host}' is called by http, which anyone on the way can read. Use https, or add the host to AllowPrivateAddresses.");
        }
    }

    private AlertDeliveryException Refused(string why) => new($"Alert channel '{channel}': {why}") { IsPermanent = true };

    private async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        for (var i = 0; ; i++)
        {
            var isLast = i + 1 == addresses.Length;
            using var limit = new CancellationTokenSource(isLast ? Timeout.InfiniteTimeSpan : AddressTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(addresses[i], port), either.Token);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception fault) when (!isLast && !cancellationToken.IsCancellationRequested && fault is (SocketException or OperationCanceledException))
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
