using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>
/// Posts notifications as JSON with snake-case names. <c>X-Dataflow-Signature</c> proves who sent it (see <see cref="WebhookSignature"/>), <c>X-Dataflow-Delivery</c> is
/// the id of the notification, percent-encoded where it contains a percent sign or is not ASCII.
/// </summary>
public sealed class WebhookChannel : IAlertChannel
{
    // Shorter ones can be found by trial from one request.
    private const int ShortestSecret = 16;

    private readonly GuardedPost _post;
    private readonly string[] _secrets;
    private readonly TimeProvider _time;

    /// <summary>Creates the channel.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="time">The clock; it dates signatures.</param>
    /// <exception cref="ArgumentException">An option is missing or wrong.</exception>
    public WebhookChannel(WebhookOptions options, TimeProvider? time = null)
        : this(options, time ?? TimeProvider.System, new DnsHostResolver())
    {
    }

    internal WebhookChannel(WebhookOptions options, TimeProvider time, IHostResolver resolver, X509Certificate2Collection? roots = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Name = ChannelCheck.Name(options.Name);
        _secrets = Checked(options);
        _time = time;
        _post = new GuardedPost(Name, ChannelCheck.Url(Name, options.Url), new TargetGuard(Name, options.AllowPrivateAddresses, resolver, time), time, roots);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Task SendAsync(AlertNotification notification, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var body = NotificationJson.Write(notification);
        return _post.SendAsync(
            body,
            [
                (WebhookSignature.Header, WebhookSignature.Sign(_secrets, body, _time.GetUtcNow())),
                (WebhookSignature.DeliveryHeader, HeaderText(notification.Id)),
            ],
            cancellationToken);
    }

    private static string HeaderText(string id) => id.All(static c => c is > ' ' and < '\x7f' and not '%') ? id : Uri.EscapeDataString(id);

    private static string[] Checked(WebhookOptions options)
    {
        if (options.Secrets is not { Count: 1 or 2 })
        {
            throw ChannelCheck.Fault(options.Name, $"Secrets has {options.Secrets?.Count ?? 0} entries", "set one, or two while the secret is replaced");
        }

        if (options.Secrets.Any(static secret => secret is null || Encoding.UTF8.GetByteCount(secret) < ShortestSecret))
        {
            throw ChannelCheck.Fault(options.Name, $"a secret has fewer than {ShortestSecret} bytes", "use a random one, for example of 32 bytes");
        }

        return [.. options.Secrets];
    }
}
