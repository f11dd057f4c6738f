using System.Diagnostics.CodeAnalysis;

namespace Dataflow.Pipelines.Connectors;

/// <summary>An open source that is read in chunks.</summary>
/// <typeparam name="TChunk"><see cref="RecordChunk{T}"/> or <see cref="MessageChunk"/>.</typeparam>
public interface ISourceReader<TChunk> : ISourceReader
    where TChunk : SourceChunk
{
    /// <summary>
    /// Takes the next chunk, without waiting. Where there was none, the reader calls <see cref="SourceContext.Wake"/> as
    /// soon as there is one. Changes of splits are returned in order with the records around them.
    /// </summary>
    /// <returns>False where no chunk is ready.</returns>
    /// <exception cref="ConnectorException">The source cannot continue.</exception>
    bool TryRead([NotNullWhen(true)] out TChunk? chunk);
}
