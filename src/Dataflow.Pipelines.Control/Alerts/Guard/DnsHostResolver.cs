using System.Net;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Asks the resolver of the system.</summary>
internal sealed class DnsHostResolver : IHostResolver
{
    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken);
}
