using System.Net;
using MimeKit;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Checks of the options of an <see cref="EmailChannel"/>.</summary>
internal static class EmailCheck
{
    public static void Server(EmailOptions options)
    {
        if (Uri.CheckHostName(options.Host) == UriHostNameType.Unknown)
        {
            throw ChannelCheck.Fault(options.Name, "Host is missing or is not a host name", "set it to the name of the mail server, without scheme and port");
        }

        if (options.Port is < 1 or > ushort.MaxValue)
        {
            throw ChannelCheck.Fault(options.Name, $"Port is {options.Port}", "use 587 with StartTls or 465 with Tls");
        }

        if (!Enum.IsDefined(options.Security))
        {
            throw ChannelCheck.Fault(options.Name, $"Security is {(int)options.Security}", "use StartTls, Tls or None");
        }

        if (options.UserName is null != options.Password is null)
        {
            throw ChannelCheck.Fault(options.Name, "only one of UserName and Password is set", "set both or none");
        }

        if (options.UserName is not null && options.Security == SmtpSecurity.None && !IsThisMachine(options.Host))
        {
            throw ChannelCheck.Fault(options.Name, "the password would be sent unencrypted", "set Security to StartTls or Tls");
        }
    }

    public static MailboxAddress Address(EmailOptions options, string option, string? address) =>
        address is not null && !address.Any(char.IsControl) && MailboxAddress.TryParse(address, out var mailbox) && mailbox.Domain.Length > 0
            ? mailbox
            : throw ChannelCheck.Fault(options.Name, $"{option} has the entry '{AlertText.SingleLine(address ?? "")}', which is not an address", "write 'name@example.com' or 'Name <name@example.com>'");

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
