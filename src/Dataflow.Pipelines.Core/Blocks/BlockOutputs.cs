using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Blocks;

/// <summary>The outputs of a block, in the order of its constructor.</summary>
internal sealed class BlockOutputs
{
    private readonly List<Output> _outputs = [];

    public Output this[int index] => _outputs[index];

    public void Add(Output output) => _outputs.Add(output);

    /// <summary>Sends the collected records; waits for credits.</summary>
    public async ValueTask FlushAsync()
    {
        foreach (var output in _outputs)
        {
            if (output.HasRecords)
            {
                await output.FlushAsync();
            }
        }
    }

    public void PostWatermark(long ticks)
    {
        var message = new Watermark(ticks);
        foreach (var output in _outputs)
        {
            output.PostWatermark(message);
        }
    }

    public void PostControl(Message control)
    {
        foreach (var output in _outputs)
        {
            output.PostControl(control);
        }
    }

    /// <summary>Releases the collected records, which will not be sent.</summary>
    public void Discard()
    {
        foreach (var output in _outputs)
        {
            output.Discard();
        }
    }
}
