using System.Security.Cryptography;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Control.Approvals.Links;
using Dataflow.Pipelines.Inputs;
using Dataflow.Pipelines.Syntax;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Control.Hosting;

/// <summary>The channels of a host for the alerts and approvals of one pipeline.</summary>
internal sealed class HostedAlerts
{
    private const string Log = "log";

    private readonly IReadOnlyList<IAlertChannel> _channels;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;

    /// <exception cref="ServiceException">The key for links of approvals is missing or too short.</exception>
    public HostedAlerts(IServiceProvider services, ILogger logger, TimeProvider time)
    {
        (_logger, _time) = (logger, time);
        var registered = services.GetServices<IAlertChannel>().ToList();
        _channels = registered.Exists(static channel => channel.Name == Log) ? registered : [new LogChannel(Log, logger), .. registered];
        if (services.GetServices<ApprovalLinkOptions>().LastOrDefault() is { } links)
        {
            var signer = new LinkSigner(LinkKey.Find(links.KeyFile, Environment.GetEnvironmentVariable(LinkKey.Variable)));
            _channels = [.. _channels.Select(channel => channel.SendsToRecipients ? new LinkedChannel(channel, signer, links.BaseAddress) : channel)];
        }
    }

    /// <summary>Whether a channel sends to the recipients of a notification.</summary>
    public bool SendsToRecipients(string name) => _channels.Any(channel => channel.Name == name && channel.SendsToRecipients);

    /// <summary>Checks that the channels of all alerts are registered, each name once.</summary>
    /// <exception cref="ServiceException">They are not.</exception>
    public void Check(ControlGraph graph)
    {
        if (_channels.GroupBy(static channel => channel.Name).FirstOrDefault(static same => same.Count() > 1) is { Key: var name })
        {
            throw new ServiceException($"Two alert channels have the name '{name}'. Give each its own.");
        }

        var names = _channels.Select(static channel => channel.Name).ToList();
        var alerts = graph.Nodes.SelectMany(static node => node.Alerts.Select(alert => (What: $"an alert of '{node.Id}' is", alert.Channel)));
        var approvals = graph.Nodes.Where(static node => node.Approval?.Channel is not null).Select(static node => (What: $"the notifications of the approval '{node.Id}' are", Channel: node.Approval!.Channel!));
        var missing = alerts.Concat(approvals).Where(sent => !names.Contains(sent.Channel)).ToList();
        if (missing is [var (what, channel), ..])
        {
            var nearest = NearestName.Find(channel, names);
            throw new ServiceException(
                $"Pipeline '{graph.Pipeline}': {what} sent to the channel '{channel}', which is not registered{NearestName.AskOrStop(nearest)} Registered: "
                + $"{string.Join(", ", names.Order(StringComparer.Ordinal))}. Add it in Program.ConfigureServices(IServiceCollection, IConfiguration), or in the services of your own host: "
                + "services.AddAlertChannel(...).");
        }
    }

    /// <summary>Starts a sender.</summary>
    public IAlertSender CreateSender(IDeliveryLog log) =>
        new AlertSender(_channels, log, new AlertSenderOptions { Random = new Random(RandomNumberGenerator.GetInt32(int.MaxValue)), Time = _time, Logger = _logger });
}
