using Dataflow.Pipelines.Blocks;
using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Connectors;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Jobs;

/// <summary>
/// The blocks of one start of a job, from building to closing. It takes no checkpoints and handles no faults: its owner calls each method once, in their order.
/// </summary>
internal sealed class JobGraph
{
    private readonly JobContext _job;
    private readonly IReadOnlyList<Vertex> _vertices;
    private readonly Block[] _blocks;

    private JobGraph(JobContext job, IReadOnlyList<Vertex> vertices)
    {
        (_job, _vertices) = (job, vertices);
        _blocks = [.. vertices.SelectMany(static v => v.Blocks)];
        Report = new JobReport(_blocks);
    }

    /// <summary>All lanes of all vertices, upstream ones first.</summary>
    public IReadOnlyList<Block> Blocks => _blocks;

    public JobReport Report { get; }

    private IEnumerable<ISourceControl> Sources => _blocks.OfType<ISourceControl>();

    /// <param name="job">The context of the lanes.</param>
    /// <param name="parallelism">Default number of lanes of a keyed node.</param>
    /// <param name="buffer">The default buffer of an edge.</param>
    /// <param name="build">Builds the graph.</param>
    /// <param name="nodes">See <see cref="JobOptions.Nodes"/>.</param>
    public static JobGraph Build(JobContext job, int parallelism, EdgeBuffer buffer, Action<JobBuilder> build, IReadOnlySet<string>? nodes = null)
    {
        var builder = new JobBuilder(job, parallelism, buffer);
        build(builder);
        builder.Build(nodes);
        return new JobGraph(job, builder.Vertices);
    }

    /// <summary>Restores the blocks from a checkpoint, where there is one, and opens their connectors.</summary>
    /// <exception cref="PipelineFaultException">A node could not be opened.</exception>
    public async Task OpenAsync(Manifest? manifest, CancellationToken cancellationToken)
    {
        if (manifest is not null)
        {
            JobRestore.Check(manifest, _vertices, _job.Store.Location);
            JobRestore.RestoreCounts(manifest, _blocks);
        }

        List<(string Node, EarlierJobException Found)> earlier = [];

        // Sinks first: one that cannot write fails the start before a source joins a group.
        foreach (var vertex in _vertices.Reverse())
        {
            try
            {
                await JobRestore.RestoreAsync(manifest, vertex, _job, cancellationToken);
                foreach (var block in vertex.Blocks)
                {
                    await block.OpenAsync(cancellationToken);
                }
            }
            catch (EarlierJobException found)
            {
                // Reported together with the traces of an earlier job at other nodes.
                earlier.Add((vertex.Node, found));
            }
            catch (Exception cause) when (cause is not OperationCanceledException)
            {
                throw new PipelineFaultException(_job.Pipeline, vertex.Node, cause);
            }
        }

        if (earlier is [var first, ..])
        {
            throw new PipelineFaultException(_job.Pipeline, first.Node, new EarlierJobException([.. earlier.SelectMany(static e => e.Found.Traces)]));
        }
    }

    /// <summary>Starts the blocks, downstream ones first: they are ready before a source sends.</summary>
    public void Start()
    {
        foreach (var block in Enumerable.Reverse(_blocks))
        {
            block.Lane.Activity.Measure(block.Lane.State);
            block.Start();
        }
    }

    /// <summary>Sources read to the current end of their data, and then report their end.</summary>
    public void Drain()
    {
        foreach (var source in Sources)
        {
            source.Send(new SourceCommand.Drain());
        }
    }

    /// <summary>Sends the end through the graph. Completes when all blocks have processed it.</summary>
    public async Task EndAsync()
    {
        foreach (var source in Sources)
        {
            source.Send(new SourceCommand.End());
        }

        await Task.WhenAll(_blocks.Select(static b => b.Completion));
    }

    /// <summary>Stops the flow immediately: no lane waits for credits any longer, and blocks accept no more messages.</summary>
    public void Abandon()
    {
        foreach (var input in _blocks.SelectMany(static b => b.Inputs))
        {
            input.Edge.Cancel();
        }

        foreach (var block in _blocks)
        {
            block.Complete();
        }
    }

    /// <summary>Waits until no lane runs, then closes connectors and states.</summary>
    /// <param name="timeout">Total time: the waits for many lanes that hang in the same service must not add up. Blocks that take longer end in the background.</param>
    /// <param name="logger">Receives a line for each node that takes longer.</param>
    public async Task CloseAsync(TimeSpan timeout, ILogger logger)
    {
        foreach (var block in _blocks)
        {
            block.Complete();
        }

        var began = _job.Time.GetTimestamp();
        foreach (var block in _blocks)
        {
            await WaitAsync(block, block.StoppedAsync());
        }

        foreach (var block in _blocks)
        {
            await WaitAsync(block, block.DisposeAsync().AsTask());
        }

        async Task WaitAsync(Block block, Task closing)
        {
            var left = timeout - _job.Time.GetElapsedTime(began);
            try
            {
                await closing.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _job.Time);
            }
            catch (TimeoutException)
            {
                logger.SlowStop(block.Lane.Node);
            }
        }
    }
}
