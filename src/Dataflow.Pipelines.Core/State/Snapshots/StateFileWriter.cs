using Dataflow.Pipelines.Storage;

namespace Dataflow.Pipelines.State;

/// <summary>
/// A file of entries in the checkpoint store, which is created with its first block: without entries there is no file. Written by the lane; only
/// <see cref="CompleteAsync"/> runs in parallel with it.
/// </summary>
public sealed class StateFileWriter : IAsyncDisposable
{
    private readonly FileOutput _output;

    /// <summary>A file without entries.</summary>
    /// <param name="scope">Node and lane of the state.</param>
    /// <param name="states">The states that the lane has declared.</param>
    /// <param name="name">Name of the file in <see cref="StateScope.Store"/>.</param>
    public StateFileWriter(StateScope scope, IReadOnlyList<DeclaredState> states, string name)
    {
        ArgumentNullException.ThrowIfNull(scope);
        _output = new FileOutput(scope.Store, name);
        Writer = new StateWriter(_output, scope, states);
    }

    /// <summary>Receives the entries.</summary>
    public StateWriter Writer { get; }

    /// <summary>Whether there is no file, because nothing was written.</summary>
    public bool IsEmpty => Writer.IsEmpty;

    /// <summary>Ends the entries; called by the lane.</summary>
    public void End()
    {
        Writer.EndFile();
        Writer.Dispose();
    }

    /// <summary>Makes the file durable; it must have ended.</summary>
    /// <returns>The file; <see langword="null"/> where there is none.</returns>
    public async ValueTask<CheckpointFile?> CompleteAsync(CancellationToken cancellationToken) =>
        _output.File is null ? null : await _output.File.CompleteAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Writer.Dispose();
        return _output.File?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private sealed class FileOutput(ICheckpointStore store, string name) : IStateOutput
    {
        public CheckpointFileWriter? File { get; private set; }

        public void Write(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
        {
            File ??= store.Create(name);
            File.Write(head);
            File.Write(body);
        }
    }
}
