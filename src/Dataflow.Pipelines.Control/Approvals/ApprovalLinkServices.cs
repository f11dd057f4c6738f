using Microsoft.Extensions.DependencyInjection;

namespace Dataflow.Pipelines.Control;

/// <summary>Registers links of approvals with a host.</summary>
public static class ApprovalLinkServices
{
    /// <summary>
    /// Notifications of approvals contain a signed link, where their channel sends to the approvers themselves (<see cref="Alerts.EmailChannel"/>). A host whose key is missing or too short does not
    /// start.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="options">The page, and where the key is.</param>
    /// <exception cref="ArgumentException">The address is not absolute, or tokens would be sent over it unencrypted.</exception>
    public static IServiceCollection AddApprovalLinks(this IServiceCollection services, ApprovalLinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        var address = options.BaseAddress;
        if (address is not { IsAbsoluteUri: true } || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            throw new ArgumentException($"The base address of approval links is '{address}': it is an absolute https address, because the token in a link decides in the name of its receiver.", nameof(options));
        }

        return services.AddSingleton(options);
    }
}
