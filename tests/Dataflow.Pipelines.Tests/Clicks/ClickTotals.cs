using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Windows;

namespace Dataflow.Pipelines.Tests.Clicks;

/// <summary>The aggregates of a <see cref="ClickTotal"/>, as the generator would write them.</summary>
internal struct ClickTotals : IWindowAccumulator<ClickTotals, Click, ClickTotal>
{
    private string? user;
    private long count;
    private DistinctSet ids;
    private long amount;

    public void Add(in Click record, long ticks, KeyHash hash)
    {
        user = record.User;
        count++;
        ids.Add(hash.Of(record.Id));
        amount += record.Amount;
    }

    public void Merge(in ClickTotals other)
    {
        user = other.user ?? user;
        count += other.count;
        ids.Merge(in other.ids);
        amount += other.amount;
    }

    public readonly ClickTotal Result(DateTimeOffset start, DateTimeOffset end) => new(start, user!, count, ids.Count, amount);

    public readonly void Write(BinaryWriter writer)
    {
        writer.Write(user!);
        writer.Write(count);
        ids.Write(writer);
        writer.Write(amount);
    }

    public void Read(BinaryReader reader)
    {
        user = reader.ReadString();
        count = reader.ReadInt64();
        ids.Read(reader);
        amount = reader.ReadInt64();
    }

    public void Release() => ids.Release();
}
