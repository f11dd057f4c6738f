using Dataflow.Pipelines.Connectors;

namespace Restore.Source;

/// <summary>Creates one visit for each key from 1, and then waits without sending more.</summary>
/// <param name="keys">Number of keys.</param>
public sealed class VisitSource(long keys) : IRecordSource<Visit>
{
    private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when all visits were read.</summary>
    public Task Read => _read.Task;

    /// <inheritdoc/>
    public ValueTask<ConnectorHealth> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ConnectorHealth(true, "visits are generated, not read"));

    /// <inheritdoc/>
    public ValueTask<ISourceReader<RecordChunk<Visit>>> OpenAsync(SourceContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var next = context.Restored.Select(static r => r.Next).FirstOrDefault();
        return ValueTask.FromResult<ISourceReader<RecordChunk<Visit>>>(new VisitReader(new SourceSplit(context.Node, 0, 0, next), next, keys, _read));
    }
}
