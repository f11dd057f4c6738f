using System.Net;
using Dataflow.Pipelines.Control.Alerts;

namespace Dataflow.Pipelines.Control.Tests.Alerts.Support;

/// <summary>A name server whose answer may change with each question.</summary>
internal sealed class TestResolver(Func<string, int, string[]> answer) : IHostResolver
{
    public int Questions { get; private set; }

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        Task.FromResult(answer(host, Questions++).Select(IPAddress.Parse).ToArray());
}
