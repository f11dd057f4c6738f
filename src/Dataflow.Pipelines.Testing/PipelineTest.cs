using Dataflow.Pipelines.Graph;

namespace Dataflow.Pipelines.Testing;

/// <summary>Starts pipelines for tests.</summary>
public static class PipelineTest
{
    /// <summary>
    /// Starts a pipeline on the real engine: one thread, a clock that only the test advances, checkpoints and connectors in
    /// memory. The connectors that the pipeline's properties return are never opened.
    /// </summary>
    /// <param name="pipeline">The pipeline, with the inputs for the test.</param>
    /// <param name="options">The options, or null for the defaults.</param>
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
