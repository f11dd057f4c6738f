using StreamingDataCleaning.Processes;

namespace KafkaToParquet.Measuring;

/// <summary>The sample's pipeline.</summary>
internal sealed class PipelineContender(PipelineOptions options, Series series) : ContenderProcess
{
    private readonly PipelineChild pipeline = new(options, series.Add);

    public override string Name => "the pipeline";

    public override Task StartAsync(CancellationToken stop) => pipeline.StartAsync(stop);

    public override void ThrowIfFailed() => pipeline.ThrowIfFailed();

    public override Task FinishAsync(CancellationToken stop) => pipeline.DrainAsync(stop);

    public override ValueTask DisposeAsync() => pipeline.DisposeAsync();
}
