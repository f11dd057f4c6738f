using System.Security.Cryptography.X509Certificates;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Posts notifications to an incoming webhook of Slack, or of a program that accepts Slack's format (Mattermost, Rocket.Chat, Discord's <c>/slack</c>).</summary>
public sealed class SlackWebhookChannel : IAlertChannel
{
    private readonly GuardedPost _post;

    /// <summary>Creates the channel.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">An option is missing or wrong.</exception>
    public SlackWebhookChannel(SlackWebhookOptions options, TimeProvider? time = null)
        : this(options, time ?? TimeProvider.System, new DnsHostResolver())
    {
    }

    internal SlackWebhookChannel(SlackWebhookOptions options, TimeProvider time, IHostResolver resolver, X509Certificate2Collection? roots = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Name = ChannelCheck.Name(options.Name);
        _post = new GuardedPost(Name, ChannelCheck.Url(Name, options.Url), new TargetGuard(Name, options.AllowPrivateAddresses, resolver, time), time, roots);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Task SendAsync(AlertNotification notification, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);
        return _post.SendAsync(SlackJson.Write(notification), [], cancellationToken);
    }
}
