using System.Net;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>The hosts and networks of the option <c>AllowPrivateAddresses</c>. Immutable.</summary>
internal sealed class AllowedTargets
{
    // An IPv4 address in IPv6 has these bits before it.
    private const int MappedPrefix = 96;

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
                _networks.Add(Plain(network));
            }
            else if (Uri.CheckHostName(entry) == UriHostNameType.Dns)
            {
                // As a connection names it: a name in another alphabet is then ASCII.
                _hosts.Add(new Uri($"http://{entry}").IdnHost.TrimEnd('.'));
            }
            else
            {
                // Such an entry may be a whole URL, with its secret.
                throw ChannelCheck.Fault(
                    channel,
                    "an entry of AllowPrivateAddresses is not a host, an address or a network",
                    "write a host (\"hooks.internal\"), an address (\"10.20.30.40\") or a network (\"10.20.0.0/16\"), without scheme, port and path");
            }
        }
    }

    public bool Contains(string host, IPAddress address) =>
        _hosts.Contains(host.TrimEnd('.')) || _networks.Exists(network => network.Contains(AddressKinds.Plain(address)));

    private static IPNetwork Plain(IPNetwork network) =>
        network.BaseAddress.IsIPv4MappedToIPv6 && network.PrefixLength >= MappedPrefix
            ? new IPNetwork(network.BaseAddress.MapToIPv4(), network.PrefixLength - MappedPrefix)
            : network;
}
