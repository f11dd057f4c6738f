using System.ComponentModel;
using Dataflow.Pipelines.Blocks;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>An output of a block: the records that it collects, and their routes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Output
{
    private protected Output()
    {
    }

    internal abstract bool HasRecords { get; }

    internal abstract ValueTask FlushAsync();

    internal abstract void PostWatermark(Watermark watermark);

    internal abstract void PostControl(Message control);

    /// <summary>Releases the collected records, which will not be sent.</summary>
    internal abstract void Discard();
}
