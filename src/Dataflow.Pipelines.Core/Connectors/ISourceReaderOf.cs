using System.Diagnostics.CodeAnalysis;

namespace Dataflow.Pipelines.Connectors;

/// <summary>An open source that is read in chunks.</summary>
/// <typeparam name="TChunk"><see cref="RecordChunk{T}"/> or <see cref="MessageChunk"/>.</typeparam>
public interface ISourceReader<TChunk> : ISourceReader
    where TChunk : SourceChunk
{
    /// <summary>
    /// Takes the next chunk, without waiting. When there was none, <see cref="SourceContext.Wake"/> is called as soon as
    /// there is one. Changes of splits come in the same order as the records around them.
    /// </summary>
    /// <returns>False when nothing is at hand.</returns>
    /// <exception cref="ConnectorException">The source cannot go on.</exception>
    bool TryRead([NotNullWhen(true)] out TChunk? chunk);
}
