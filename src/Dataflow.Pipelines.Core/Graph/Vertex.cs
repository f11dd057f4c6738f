using System.ComponentModel;
using Dataflow.Pipelines.Blocks;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>A block of the job graph in all its lanes; created by <see cref="JobBuilder"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Vertex
{
    private readonly Func<LaneContext, Block> _create;

    internal Vertex(string node, int lanes, Func<LaneContext, Block> create)
    {
        Node = node;
        Lanes = lanes;
        _create = create;
        Blocks = new Block[lanes];
    }

    /// <summary>Id of its first node: the name of its state in a checkpoint.</summary>
    public string Node { get; }

    /// <summary>How many lanes it has.</summary>
    public int Lanes { get; }

    internal Block[] Blocks { get; }

    internal void CreateLanes(JobContext job)
    {
        for (var lane = 0; lane < Lanes; lane++)
        {
            try
            {
                Blocks[lane] = _create(new LaneContext(job, Node, lane, Lanes));
                Blocks[lane].Lane.State.Open();
            }
            catch (ArgumentException fault)
            {
                // The value of an input does not fit the node: detected only at the start.
                throw new PipelineFaultException(job.Pipeline, Node, fault);
            }
        }
    }

    internal Output<T> OutputOf<T>(int lane, int output)
        where T : struct, IRecord<T> => (Output<T>)Blocks[lane].Outputs[output];
}
