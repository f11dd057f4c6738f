using System.Buffers;
using Parquet;
using Parquet.Schema;

namespace KafkaToParquet.Contenders.ByHand;

/// <summary>The rows of a row group by column, in arrays of the array pool.</summary>
internal sealed class RowGroup
{
    private const int Capacity = 61_440;
    private readonly ReadOnlyMemory<char>[] _eventIds = ArrayPool<ReadOnlyMemory<char>>.Shared.Rent(Capacity);
    private readonly ReadOnlyMemory<char>[] _userIds = ArrayPool<ReadOnlyMemory<char>>.Shared.Rent(Capacity);
    private readonly ReadOnlyMemory<char>[] _eventTypes = ArrayPool<ReadOnlyMemory<char>>.Shared.Rent(Capacity);
    private readonly DateTime[] _timestamps = ArrayPool<DateTime>.Shared.Rent(Capacity);
    private readonly double[] _dwellTimes = ArrayPool<double>.Shared.Rent(Capacity);

    public int Count { get; private set; }

    public bool IsFull => Count == Capacity;

    public void Add(in Row row)
    {
        _eventIds[Count] = row.EventId.AsMemory();
        _userIds[Count] = row.UserId.AsMemory();
        _eventTypes[Count] = row.EventType.AsMemory();
        _timestamps[Count] = new DateTime(row.Ticks, DateTimeKind.Utc);
        _dwellTimes[Count++] = row.DwellTime;
    }

    public async Task WriteAsync(ParquetRowGroupWriter group, DataField[] fields)
    {
        await group.WriteAsync<ReadOnlyMemory<char>>(fields[0], _eventIds.AsMemory(0, Count));
        await group.WriteAsync<ReadOnlyMemory<char>>(fields[1], _userIds.AsMemory(0, Count));
        await group.WriteAsync<ReadOnlyMemory<char>>(fields[2], _eventTypes.AsMemory(0, Count));
        await group.WriteAsync<DateTime>(fields[3], _timestamps.AsMemory(0, Count));
        await group.WriteAsync<double>(fields[4], _dwellTimes.AsMemory(0, Count));
        ArrayPool<ReadOnlyMemory<char>>.Shared.Return(_eventIds, clearArray: true);
        ArrayPool<ReadOnlyMemory<char>>.Shared.Return(_userIds, clearArray: true);
        ArrayPool<ReadOnlyMemory<char>>.Shared.Return(_eventTypes, clearArray: true);
        ArrayPool<DateTime>.Shared.Return(_timestamps);
        ArrayPool<double>.Shared.Return(_dwellTimes);
    }
}
