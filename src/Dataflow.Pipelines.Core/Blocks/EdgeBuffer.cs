using System.ComponentModel;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>The buffer of an edge between two lanes.</summary>
/// <param name="Batches">Batches that may be under way at once, at least 1.</param>
/// <param name="WhenFull">What happens to a batch when the buffer is full.</param>
/// <param name="Node">The node downstream whose buffer it is: dropped records are counted there.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record EdgeBuffer(int Batches, WhenFull WhenFull = WhenFull.Wait, string? Node = null);
