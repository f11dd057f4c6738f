using System.Security.Cryptography;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Control.Alerts;
using Dataflow.Pipelines.Inputs;
using Dataflow.Pipelines.Syntax;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Control.Hosting;

/// <summary>The channels of a host for the alerts of one pipeline.</summary>
internal sealed class HostedAlerts
{
    private const string Log = "log";

    private readonly IReadOnlyList<IAlertChannel> _channels;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;

    public HostedAlerts(IServiceProvider services, ILogger logger, TimeProvider time)
    {
        (_logger, _time) = (logger, time);
        var registered = services.GetServices<IAlertChannel>().ToList();
        _channels = registered.Exists(static channel => channel.Name == Log) ? registered : [new LogChannel(Log, logger), .. registered];
    }

    /// <summary>Checks that the channels of all alerts are registered, each name once.</summary>
    /// <exception cref="ServiceException">They are not.</exception>
    public void Check(ControlGraph graph)
    {
        if (_channels.GroupBy(static channel => channel.Name).FirstOrDefault(static same => same.Count() > 1) is { Key: var name })
        {
            throw new ServiceException($"Two alert channels have the name '{name}'. Give each its own.");
        }

        var names = _channels.Select(static channel => channel.Name).ToList();
        var missing = graph.Nodes.SelectMany(static node => node.Alerts.Select(alert => (node.Id, alert.Channel))).Where(alert => !names.Contains(alert.Channel)).ToList();
        if (missing is [var (node, channel), ..])
        {
            var nearest = NearestName.Find(channel, names);
            throw new ServiceException(
                $"Pipeline '{graph.Pipeline}': an alert of '{node}' is sent to the channel '{channel}', which is not registered{NearestName.AskOrStop(nearest)} Registered: "
                + $"{string.Join(", ", names.Order(StringComparer.Ordinal))}. Add it in Program.ConfigureServices(IServiceCollection, IConfiguration), or in the services of your own host: "
                + "services.AddAlertChannel(...).");
        }
    }

    /// <summary>Starts a sender.</summary>
    public IAlertSender CreateSender(IDeliveryLog log) =>
        new AlertSender(_channels, log, new AlertSenderOptions { Random = new Random(RandomNumberGenerator.GetInt32(int.MaxValue)), Time = _time, Logger = _logger });
}
