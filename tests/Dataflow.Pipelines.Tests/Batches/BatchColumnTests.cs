using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Batches;

/// <summary>Every copy of a record includes its columns, and a reused batch contains no columns of its previous use.</summary>
public sealed class BatchColumnTests
{
    [Fact]
    public void All_columns_of_a_row_are_copied_by_every_method() => Seeds.Run(1, 100, static seed =>
    {
        var random = new Random(seed);
        var pool = new BatchPool<Click>();
        for (var batches = 0; batches < 4; batches++)
        {
            var (origin, rows) = Filled(pool, random);
            RecordBatch<Click>[] copies = [Added(pool, origin), Emitted(pool, origin), Stamped(pool, origin), Stored(pool, origin)];
            foreach (var copy in copies)
            {
                Assert.Equal(rows.Count, copy.Count);
                for (var i = 0; i < copy.Count; i++)
                {
                    AssertSame(rows[i], copy.RowAt(i));
                    Assert.Equal(origin.Records[i], copy.Records[i]);
                }

                Assert.Equal((origin.HasPositions, origin.HasKinds), (copy.HasPositions, copy.HasKinds));
                copy.Release();
            }

            origin.Release();
            var used = pool.Rent();
            Assert.Equal((0, false, false), (used.Count, used.HasPositions, used.HasKinds));
            used.Release();
        }

        Assert.Equal(0, pool.Outstanding);
    });

    [Fact]
    public void A_row_without_columns_has_default_values_even_among_rows_with_columns()
    {
        var pool = new BatchPool<Click>();
        var batch = pool.Rent();
        batch.Count = 3;
        batch.SetRow(0, new BatchRow(1));
        batch.SetRow(1, new BatchRow(2, RowKind.Delete, new SourcePosition("clicks", 3, 4, default)));
        batch.SetRow(2, new BatchRow(3));
        Assert.Equal((RowKind.Insert, RowKind.Delete, RowKind.Insert), (batch.Kinds[0], batch.Kinds[1], batch.Kinds[2]));
        Assert.Equal((null, "clicks", null), (batch.Positions[0].Source, batch.Positions[1].Source, batch.Positions[2].Source));
        batch.Release();

        // The same memory: the previous values of the row are cleared.
        var again = pool.Rent();
        Assert.Same(batch, again);
        again.Count = 2;
        again.SetRow(0, new BatchRow(1, RowKind.UpdateAfter, new SourcePosition("clicks", 5, 6, default)));
        again.SetRow(1, new BatchRow(2));
        Assert.Equal((RowKind.Insert, null), (again.Kinds[1], again.Positions[1].Source));
    }

    // Payloads are compared by their bytes.
    private static void AssertSame(BatchRow expected, BatchRow actual)
    {
        var (left, right) = (expected.Position.GetValueOrDefault(), actual.Position.GetValueOrDefault());
        Assert.Equal((expected.Time, expected.Kind, expected.Position.HasValue), (actual.Time, actual.Kind, actual.Position.HasValue));
        Assert.Equal((left.Source, left.Partition, left.Offset), (right.Source, right.Partition, right.Offset));
        Assert.True(left.Payload.Span.SequenceEqual(right.Payload.Span));
    }

    private static (RecordBatch<Click> Batch, List<BatchRow> Rows) Filled(BatchPool<Click> pool, Random random)
    {
        var (hasPositions, hasKinds) = (random.Next(2) == 0, random.Next(2) == 0);
        var batch = pool.Rent();
        List<BatchRow> rows = [];
        var count = random.Next(1, RecordBatch.Capacity + 1);
        for (var i = 0; i < count; i++)
        {
            var payload = new byte[random.Next(5)];
            random.NextBytes(payload);
            SourcePosition? position = hasPositions ? new SourcePosition("clicks", random.Next(4), random.NextInt64(), payload) : null;
            rows.Add(new BatchRow(random.NextInt64(), hasKinds ? (RowKind)(1 + random.Next(3)) : RowKind.Insert, position));
            batch.Count = i + 1;
            batch.Records[i] = ClickInput.Click(i, random.Next(100));
            batch.SetRow(i, rows[i]);
        }

        return (batch, rows);
    }

    private static RecordBatch<Click> Added(BatchPool<Click> pool, RecordBatch<Click> origin)
    {
        var copy = pool.Rent();
        for (var i = 0; i < origin.Count; i++)
        {
            Assert.Equal(i, copy.Add(origin, i));
        }

        return copy;
    }

    private static RecordBatch<Click> Emitted(BatchPool<Click> pool, RecordBatch<Click> origin)
    {
        var emitter = new Emitter<Click>(pool);
        for (var i = 0; i < origin.Count; i++)
        {
            emitter.Emit(in origin.Records[i], origin, i);
        }

        Assert.True(emitter.TryTake(out var copy));
        return copy;
    }

    private static RecordBatch<Click> Stamped(BatchPool<Click> pool, RecordBatch<Click> origin)
    {
        var emitter = new Emitter<Click>(pool);
        for (var i = 0; i < origin.Count; i++)
        {
            emitter.Time = origin.Times[i];
            emitter.Emit(in origin.Records[i]);
            emitter.Stamp(i, origin, i);
        }

        Assert.True(emitter.TryTake(out var copy));
        return copy;
    }

    private static RecordBatch<Click> Stored(BatchPool<Click> pool, RecordBatch<Click> origin)
    {
        var copy = pool.Rent();
        for (var i = 0; i < origin.Count; i++)
        {
            using var bytes = new MemoryStream();
            using var writer = new BinaryWriter(bytes);
            origin.RowAt(i).Write(writer);
            using var reader = new BinaryReader(new MemoryStream(bytes.ToArray()));
            copy.Count = i + 1;
            copy.SetRow(i, BatchRow.Read(reader));
            copy.Records[i] = origin.Records[i];
            Assert.Equal(bytes.Length, reader.BaseStream.Position);
        }

        return copy;
    }
}
