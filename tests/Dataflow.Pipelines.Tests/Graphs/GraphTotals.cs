using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Graphs;

/// <summary>The accumulator of a window of a random graph; it does not depend on the order of the records.</summary>
internal struct GraphTotals : IWindowAccumulator<GraphTotals, Click, Click>
{
    private string? _user;
    private long _count;
    private DistinctSet _ids;
    private long _amount;

    public void Add(in Click record, long ticks, KeyHash hash)
    {
        _user = string.CompareOrdinal(record.User, _user) > 0 ? record.User : _user;
        _count++;
        _ids.Add(hash.Of(record.Id));
        _amount += record.Amount;
    }

    public void Merge(in GraphTotals other)
    {
        _user = string.CompareOrdinal(other._user, _user) > 0 ? other._user : _user;
        _count += other._count;
        _ids.Merge(in other._ids);
        _amount += other._amount;
    }

    public readonly Click Result(DateTimeOffset start, DateTimeOffset end) => GraphFunctions.Total(start, end, _user!, _count, _ids.Count, _amount);

    public readonly void Write(BinaryWriter writer)
    {
        writer.Write(_user!);
        writer.Write(_count);
        _ids.Write(writer);
        writer.Write(_amount);
    }

    public void Read(BinaryReader reader)
    {
        _user = reader.ReadString();
        _count = reader.ReadInt64();
        _ids.Read(reader);
        _amount = reader.ReadInt64();
    }

    public void Release() => _ids.Release();
}
