using System.Net;
using System.Net.Sockets;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Which addresses are not public, after the special-purpose registries of IANA (RFC 6890 and its successors).</summary>
internal static class AddressKinds
{
    private static readonly (IPNetwork Network, string Kind)[] V4 =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "an address of this host"),
        (IPNetwork.Parse("10.0.0.0/8"), "a private address"),
        (IPNetwork.Parse("100.64.0.0/10"), "an address of a carrier's network"),
        (IPNetwork.Parse("127.0.0.0/8"), "a loopback address"),
        (IPNetwork.Parse("169.254.0.0/16"), "a link-local address (of cloud metadata, for example)"),
        (IPNetwork.Parse("172.16.0.0/12"), "a private address"),
        (IPNetwork.Parse("192.0.0.0/24"), "a reserved address"),
        (IPNetwork.Parse("192.0.2.0/24"), "an address of documentation"),
        (IPNetwork.Parse("192.88.99.0/24"), "a reserved address"),
        (IPNetwork.Parse("192.168.0.0/16"), "a private address"),
        (IPNetwork.Parse("198.18.0.0/15"), "an address of benchmarks"),
        (IPNetwork.Parse("198.51.100.0/24"), "an address of documentation"),
        (IPNetwork.Parse("203.0.113.0/24"), "an address of documentation"),
        (IPNetwork.Parse("224.0.0.0/4"), "a multicast address"),
        (IPNetwork.Parse("240.0.0.0/4"), "a reserved address"),
    ];

    private static readonly (IPNetwork Network, string Kind)[] V6 =
    [
        (IPNetwork.Parse("::/128"), "an address of this host"),
        (IPNetwork.Parse("::1/128"), "a loopback address"),
        (IPNetwork.Parse("fc00::/7"), "a private address"),
        (IPNetwork.Parse("fe80::/10"), "a link-local address"),
        (IPNetwork.Parse("ff00::/8"), "a multicast address"),
        (IPNetwork.Parse("2001::/32"), "a Teredo address"),
        (IPNetwork.Parse("2001::/23"), "a reserved address"),
        (IPNetwork.Parse("2001:db8::/32"), "an address of documentation"),
        (IPNetwork.Parse("3fff::/20"), "an address of documentation"),
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    /// <summary>What the address is, with its article; null if it is public.</summary>
    public static string? Of(IPAddress address)
    {
        var plain = Plain(address);
        if (plain.AddressFamily == AddressFamily.InterNetwork)
        {
            return Find(V4, plain);
        }

        // These lead to an IPv4 address through a gateway.
        if (Nat64.Contains(plain))
        {
            return Embedded(plain, 12) is { } kind ? $"{kind} behind NAT64" : null;
        }

        if (SixToFour.Contains(plain))
        {
            return Embedded(plain, 2) is { } kind ? $"{kind} behind 6to4" : null;
        }

        return Find(V6, plain) ?? (Global.Contains(plain) ? null : "a reserved address");
    }

    /// <summary>The address that a connection to it reaches: IPv4 in IPv6 is IPv4, and the interface does not matter.</summary>
    public static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress(address.GetAddressBytes())
        : address;

    private static string? Embedded(IPAddress address, int offset) => Find(V4, new IPAddress(address.GetAddressBytes().AsSpan(offset, 4)));

    private static string? Find((IPNetwork Network, string Kind)[] networks, IPAddress address)
    {
        foreach (var (network, kind) in networks)
        {
            if (network.Contains(address))
            {
                return kind;
            }
        }

        return null;
    }
}
