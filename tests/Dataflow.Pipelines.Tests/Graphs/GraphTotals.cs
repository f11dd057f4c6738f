using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Windows;

namespace Dataflow.Pipelines.Tests.Graphs;

/// <summary>What a window of a random graph holds; the order of the records does not matter to it.</summary>
internal struct GraphTotals : IWindowAccumulator<GraphTotals, Click, Click>
{
    private string? user;
    private long count;
    private DistinctSet ids;
    private long amount;

    public void Add(in Click record, long ticks, KeyHash hash)
    {
        user = string.CompareOrdinal(record.User, user) > 0 ? record.User : user;
        count++;
        ids.Add(hash.Of(record.Id));
        amount += record.Amount;
    }

    public void Merge(in GraphTotals other)
    {
        user = string.CompareOrdinal(other.user, user) > 0 ? other.user : user;
        count += other.count;
        ids.Merge(in other.ids);
        amount += other.amount;
    }

    public readonly Click Result(DateTimeOffset start, DateTimeOffset end) => GraphFunctions.Total(start, end, user!, count, ids.Count, amount);

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
