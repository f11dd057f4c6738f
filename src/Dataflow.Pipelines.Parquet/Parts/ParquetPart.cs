using System.Runtime.CompilerServices;
using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.DuckDb;
using Dataflow.Pipelines.Sinks.Files;

namespace Dataflow.Pipelines.Parquet;

/// <summary>One Parquet file that a lane writes. The lane only hands batches over; the work is done on the file's own thread.</summary>
internal sealed class ParquetPart<T>(DuckDbCopy<RecordRows<T>> copy) : IPartWriter<T>
    where T : struct, IRecord<T>
{
    private bool _complete;

    public ValueTask WriteAsync(RecordBatch<T> batch, ReadOnlyMemory<int> rows, CancellationToken cancellationToken)
    {
        // The wait for room ends by itself: the file's thread always goes on, or fails.
        cancellationToken.ThrowIfCancellationRequested();
        ValueTask room = copy.WriteAsync(RecordRows<T>.Hold(batch, rows.Span));
        return room.IsCompletedSuccessfully ? room : Explained(room);
    }

    public async ValueTask<long> CompleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            long rows = await copy.CompleteAsync().WaitAsync(cancellationToken);
            _complete = true;
            return rows;
        }
        catch (DuckDbException e)
        {
            throw Explain(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_complete)
        {
            await copy.AbortAsync();
        }
    }

    // Pooled, because it is awaited once a batch whenever the file is slower than the lane.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask Explained(ValueTask room)
    {
        try
        {
            await room;
        }
        catch (DuckDbException e)
        {
            throw Explain(e);
        }
    }

    private static ConnectorException Explain(DuckDbException e) =>
        new($"{e.Message.TrimEnd('.')}. Check that the folder can be written to and that its disk has room.", e);
}
