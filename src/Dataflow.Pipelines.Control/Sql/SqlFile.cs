using System.ComponentModel;
using Dataflow.Pipelines.Connectors;

namespace Dataflow.Pipelines.CodeGeneration;

/// <summary>Where the rows of a query are written to.</summary>
/// <param name="writer">Writes the format.</param>
/// <param name="folder">The folder, which is created where it is missing. The file is named after the node and the run.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SqlFile(IRowFileWriter writer, string folder)
{
    /// <summary>Writes the format.</summary>
    public IRowFileWriter Writer { get; } = writer;

    /// <summary>The folder.</summary>
    public string Folder { get; } = folder;
}
