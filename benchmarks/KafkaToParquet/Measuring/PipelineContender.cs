using StreamingDataCleaning.Processes;

namespace KafkaToParquet.Measuring;

/// <summary>The sample's pipeline.</summary>
internal sealed class PipelineContender(PipelineOptions options, Series series) : ContenderProcess
{
    private readonly PipelineChild _pipeline = new(options, series.Add);

    public override string Name => "the pipeline";

    public override Task StartAsync(CancellationToken stop) => _pipeline.StartAsync(stop);

    public override void ThrowIfFailed() => _pipeline.ThrowIfFailed();

    public override Task FinishAsync(CancellationToken stop) => _pipeline.DrainAsync(stop);

    public override ValueTask DisposeAsync() => _pipeline.DisposeAsync();
}
