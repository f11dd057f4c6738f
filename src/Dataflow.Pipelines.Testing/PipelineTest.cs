using Dataflow.Pipelines.Graph;

namespace Dataflow.Pipelines.Testing;

/// <summary>Starts pipelines for tests.</summary>
public static class PipelineTest
{
    /// <summary>
    /// Starts a pipeline on the real engine: one thread, a clock that stands until the test moves it, checkpoints and connectors in
    /// memory. What its connector properties return is never opened.
    /// </summary>
    /// <param name="pipeline">The pipeline, its inputs set as the test needs them.</param>
    /// <param name="options">How it runs; the defaults where none are given.</param>
    /// <exception cref="PipelineFaultException">A node could not be opened.</exception>
    public static PipelineTest<TPipeline> Start<TPipeline>(TPipeline pipeline, PipelineTestOptions? options = null)
        where TPipeline : class, IPipeline<TPipeline>
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        var test = new PipelineTest<TPipeline>(pipeline, options ?? new PipelineTestOptions());
        test.Start();
        return test;
    }
}
