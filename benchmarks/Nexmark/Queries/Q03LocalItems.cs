using Dataflow.Pipelines;
using Nexmark.Events;
using Nexmark.Sink;
using Nexmark.Source;

namespace Nexmark.Queries;

/// <summary>A nearby item that is for sale.</summary>
[Record]
public readonly partial record struct LocalItem(string Name, string City, string State, long Id);

/// <summary>q3: auctions of one category by persons of some states. A seller has registered within the last minute, so the state is bounded.</summary>
[Pipeline("q3")]
public sealed partial class Q03LocalItems(QueryIo io)
{
    internal const string Sql = """
        SELECT p.name, p.city, p.state, a.id FROM auction a JOIN person p ON a.seller = p.id
        WHERE a.category = 10 AND p.state IN ('OR', 'ID', 'CA')
        """;

    [Source, Watermark(nameof(Person.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Person> Persons => io.Persons;

    [Source, Watermark(nameof(Auction.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Auction> Auctions => io.Auctions;

    [Operator(From = nameof(Persons))]
    public static bool IsNear(in Person p) => p.State is "OR" or "ID" or "CA";

    [Operator(From = nameof(Auctions))]
    public static bool IsWanted(in Auction a) => a.Category == 10;

    [Join(Left = nameof(IsWanted), Right = nameof(IsNear), LeftKey = nameof(Auction.Seller), RightKey = nameof(Person.Id), Within = "1m")]
    public static LocalItem? Local(in Auction a, in Person p) => new LocalItem(p.Name, p.City, p.State, a.Id);

    [Rejected(nameof(Persons), nameof(Auctions))]
    public partial Stream<DeadLetter> Unreadable { get; }

    [Sink(From = nameof(Local))]
    public ResultSink<LocalItem> Result => io.Result<LocalItem>();
}
