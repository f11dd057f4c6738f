using Microsoft.Extensions.Hosting;

namespace Dataflow.Pipelines.Hosting;

/// <summary>Counts the pipelines of a host that have not ended, including those that have not started yet.</summary>
internal sealed class PipelineEnds(IEnumerable<PipelineRegistration> pipelines, IHostApplicationLifetime lifetime)
{
    private readonly bool _stopsHost = pipelines.Any(static p => p.Options.StopHostWhenAllEnd);
    private int _left = pipelines.Count();

    /// <summary>Called when a pipeline has ended. The last one stops the host where a pipeline was added with <see cref="PipelineHostOptions.StopHostWhenAllEnd"/>.</summary>
    public void Report()
    {
        if (Interlocked.Decrement(ref _left) == 0 && _stopsHost)
        {
            lifetime.StopApplication();
        }
    }
}
