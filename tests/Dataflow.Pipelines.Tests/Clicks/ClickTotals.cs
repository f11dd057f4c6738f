using Dataflow.Pipelines.CodeGeneration;

namespace Dataflow.Pipelines.Tests.Clicks;

/// <summary>The aggregates of a <see cref="ClickTotal"/>, as the generator would write them.</summary>
internal struct ClickTotals : IWindowAccumulator<ClickTotals, Click, ClickTotal>
{
    private string? _user;
    private long _count;
    private DistinctSet _ids;
    private long _amount;

    public void Add(in Click record, long ticks, KeyHash hash)
    {
        _user = record.User;
        _count++;
        _ids.Add(hash.Of(record.Id));
        _amount += record.Amount;
    }

    public void Merge(in ClickTotals other)
    {
        _user = other._user ?? _user;
        _count += other._count;
        _ids.Merge(in other._ids);
        _amount += other._amount;
    }

    public readonly ClickTotal Result(DateTimeOffset start, DateTimeOffset end) => new(start, _user!, _count, _ids.Count, _amount);

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
