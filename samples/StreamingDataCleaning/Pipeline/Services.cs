using Dataflow.Pipelines.Control.Alerts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

internal static partial class Program
{
    // Without a webhook (DATAFLOW_SLACK, or Slack in appsettings.json) the alerts are in the log.
    static partial void ConfigureServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddAlertChannel(provider => (Environment.GetEnvironmentVariable("DATAFLOW_SLACK") ?? configuration["Slack"]) is { Length: > 0 } url
            ? new SlackWebhookChannel(new SlackWebhookOptions { Name = "slack", Url = new Uri(url) })
            : new LogChannel("slack", provider.GetRequiredService<ILoggerFactory>().CreateLogger("StreamingDataCleaning.Alerts")));
}
