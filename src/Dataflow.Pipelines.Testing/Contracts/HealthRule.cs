using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.Testing.Contracts;

/// <summary>The rule for the health check of a connector.</summary>
internal static class HealthRule
{
    /// <param name="connector">A connector whose service is reachable.</param>
    /// <param name="unreachable">A connector whose service is not reachable; <see langword="null"/> without a service.</param>
    /// <param name="limit">How long a check may take.</param>
    public static async Task CheckAsync(IConnector connector, IConnector? unreachable, TimeSpan limit)
    {
        var health = await AskAsync(connector);
        Expect.True(health.IsHealthy, $"The check reports a service that cannot be used: {health.Detail}");
        if (unreachable is not null)
        {
            health = await AskAsync(unreachable);
            Expect.True(!health.IsHealthy && health.Detail.Length > 0, $"The check of a service that cannot be reached reports one that can be used: {health.Detail}");
        }

        Task<ConnectorHealth> AskAsync(IConnector asked) => Expect.WithinAsync(asked.CheckAsync(CancellationToken.None).AsTask(), limit, "the answer of a check");
    }
}
