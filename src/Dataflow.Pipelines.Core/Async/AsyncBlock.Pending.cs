using Dataflow.Pipelines.State;

namespace Dataflow.Pipelines.CodeGeneration;

// The state in checkpoints.
public abstract partial class AsyncBlock<TIn, TOut, TCodec>
{
    /// <summary>The records without a result, in a checkpoint: those with a call under way, then those in the queue.</summary>
    /// <remarks>
    /// Watermarks between them are not stored: they are valid for the splits that fed this lane, and a start assigns splits and lanes again. The
    /// sources emit their restored watermark, the lowest of all their lanes, after the restored records.
    /// </remarks>
    private sealed class PendingRecords(AsyncBlock<TIn, TOut, TCodec> block) : IListOwner
    {
        public long Entries => block._calls.Open.LongCount() + block._waiting.Batches().Sum(static b => (long)b.Batch.Count - b.From);

        public void Write(StateWriter writer)
        {
            foreach (var call in block._calls.Open)
            {
                Write(writer, call.Record, call.Row);
            }

            foreach (var (batch, from) in block._waiting.Batches())
            {
                for (var i = from; i < batch.Count; i++)
                {
                    Write(writer, batch.Records[i], batch.RowAt(i));
                }
            }
        }

        public void Read(BinaryReader reader)
        {
            var batch = block._restored ??= block.Lane.Pool<TIn>().Rent();
            var at = batch.Count++;
            batch.SetRow(at, BatchRow.Read(reader));
            batch.Records[at] = default(TCodec).Read(reader);
            if (batch.Count == RecordBatch<TIn>.Capacity)
            {
                FinishRestore();
            }
        }

        public void FinishRestore()
        {
            if (block._restored is not null)
            {
                block._waiting.Add(-1, block._restored);
                block._restored = null;
            }
        }

        private static void Write(StateWriter writer, TIn record, BatchRow row)
        {
            var entry = writer.BeginEntry();
            row.Write(entry);
            default(TCodec).Write(entry, in record);
            writer.EndEntry();
        }
    }
}
