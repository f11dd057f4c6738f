using Microsoft.Extensions.DependencyInjection;

namespace Dataflow.Pipelines.Control.Alerts;

/// <summary>Registers channels of alerts with a host.</summary>
public static class AlertChannelServices
{
    /// <summary>
    /// Adds a channel, which alerts name as <c>[AlertWhen(..., Channel = "slack")]</c>. The channel <c>log</c> exists without it; one that is added with this name replaces it.
    /// A host whose pipelines name a channel that is not registered does not start.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="channel">The channel.</param>
    public static IServiceCollection AddAlertChannel(this IServiceCollection services, IAlertChannel channel)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(channel);
        return services.AddSingleton(channel);
    }

    /// <inheritdoc cref="AddAlertChannel(IServiceCollection, IAlertChannel)"/>
    /// <param name="services">The services of the host.</param>
    /// <param name="create">Creates the channel from services of the host, when the host starts.</param>
    public static IServiceCollection AddAlertChannel(this IServiceCollection services, Func<IServiceProvider, IAlertChannel> create)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(create);
        return services.AddSingleton(create);
    }
}
