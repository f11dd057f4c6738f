namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Checks of the options of channels. Their messages show no value of an option that may be a secret.</summary>
internal static class ChannelCheck
{
    public static string Name(string? name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Any(char.IsControl))
        {
            throw new ArgumentException("An alert channel has no name. Set Name to the text that alerts have in Channel, for example \"slack\".");
        }

        return name;
    }

    public static Uri Url(string channel, Uri? url)
    {
        if (url is not { IsAbsoluteUri: true })
        {
            throw Fault(channel, "Url is missing or is not absolute", "set it to the address that the receiver shows, with https://");
        }

        if (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp)
        {
            throw Fault(channel, $"Url has the scheme '{url.Scheme}'", "use https");
        }

        if (url.UserInfo.Length > 0)
        {
            throw Fault(channel, "Url contains a user name or a password, which are not sent", "remove them; a receiver recognizes the sender by the signature");
        }

        return url;
    }

    public static ArgumentException Fault(string channel, string what, string todo) => new($"Alert channel '{channel}': {what}; {todo}.");
}
