using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Files;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Support;

/// <summary>A sink of <see cref="ClickLines"/> through the engine's file protocol.</summary>
internal sealed class FileLake(MemoryFiles files, SimulatedProcess process, int maxOpenFiles = 8) : ISink<Click>
{
    public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ConnectorHealth(true, "in memory"));

    public ValueTask<ISinkWriter<Click>> OpenAsync(SinkContext context, CancellationToken cancellationToken)
    {
        var options = new FileSinkOptions
        {
            Root = "/lake",
            PartitionBy = context.RollOn is null ? "" : "hour={window_start:yyyyMMddHH}",
            MaxOpenFiles = maxOpenFiles,
            Files = files.For(process),
        };
        return ValueTask.FromResult<ISinkWriter<Click>>(new FileSinkWriter<Click>(new ClickLines(files, process), options, context));
    }
}
