using System.Net;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>The hosts and networks of the option <c>AllowPrivateAddresses</c>. Immutable.</summary>
internal sealed class AllowedTargets
{
    private readonly HashSet<string> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<IPNetwork> _networks = [];

    public AllowedTargets(string channel, IReadOnlyList<string>? entries)
    {
        foreach (var entry in entries ?? [])
        {
            if (entry is not null && IPAddress.TryParse(entry, out var address))
            {
                var plain = AddressKinds.Plain(address);
                _networks.Add(new IPNetwork(plain, plain.GetAddressBytes().Length * 8));
            }
            else if (entry is not null && IPNetwork.TryParse(entry, out var network))
            {
                _networks.Add(network);
            }
            else if (Uri.CheckHostName(entry) == UriHostNameType.Dns)
            {
                _hosts.Add(entry!.TrimEnd('.'));
            }
            else
            {
                // Such an entry may be a whole URL, with its secret.
                throw ChannelCheck.Fault(
                    channel,
                    "an entry of AllowPrivateAddresses is not a host, an address or a network",
                    "write for example \"hooks.internal\", \"10.20.30.40\" or \"10.20.0.0/16\" (the bits after the prefix are zero), without scheme, port and path");
            }
        }
    }

    public bool Contains(string host, IPAddress address) =>
        _hosts.Contains(host.TrimEnd('.')) || _networks.Exists(network => network.Contains(AddressKinds.Plain(address)));
}
