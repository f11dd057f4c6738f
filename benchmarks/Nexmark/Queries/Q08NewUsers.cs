using Dataflow.Pipelines;
using Nexmark.Events;
using Nexmark.Sink;
using Nexmark.Source;

namespace Nexmark.Queries;

/// <summary>A person who registered, or who offered an item for sale.</summary>
[Record]
public readonly partial record struct Deed(long Person, string? Name, DateTimeOffset DateTime, long Registered, long Sold);

/// <summary>The activity of a person in ten seconds.</summary>
[Record]
public readonly partial record struct Deeds(
    [WindowKey] long Person, [Max(nameof(Deed.Name))] string? Name, [WindowStart] DateTimeOffset From, [Sum(nameof(Deed.Registered))] long Registered, [Sum(nameof(Deed.Sold))] long Sold);

/// <summary>A person who sold in the window in which they registered.</summary>
[Record]
public readonly partial record struct NewUser(long Id, string Name, DateTimeOffset Start);

/// <summary>q8: persons who sell something immediately.</summary>
[Pipeline("q8")]
public sealed partial class Q08NewUsers(QueryIo io)
{
    internal const string Sql = """
        SELECT p.id, p.name, p.window_start AS start
        FROM (SELECT DISTINCT id, name, time_bucket(INTERVAL 10 SECOND, date_time) AS window_start FROM person) p
        JOIN (SELECT DISTINCT seller, time_bucket(INTERVAL 10 SECOND, date_time) AS window_start FROM auction) a
          ON p.id = a.seller AND p.window_start = a.window_start
        """;

    [Source, Watermark(nameof(Person.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Person> Persons => io.Persons;

    [Source, Watermark(nameof(Auction.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Auction> Auctions => io.Auctions;

    [Operator(From = nameof(Persons))]
    public static Deed Registration(in Person p) => new(p.Id, p.Name, p.DateTime, 1, 0);

    [Operator(From = nameof(Auctions))]
    public static Deed Sale(in Auction a) => new(a.Seller, null, a.DateTime, 0, 1);

    [Union(nameof(Registration), nameof(Sale))]
    public partial Stream<Deed> Deeds { get; }

    [Window(From = nameof(Deeds), Tumbling = "10s"), KeyBy(nameof(Deed.Person))]
    public partial Stream<Deeds> ByPerson { get; }

    [Operator(From = nameof(ByPerson))]
    public static NewUser? SoldAtOnce(in Deeds d) => d is { Registered: > 0, Sold: > 0, Name: { } name } ? new NewUser(d.Person, name, d.From) : null;

    [Rejected(nameof(Persons), nameof(Auctions))]
    public partial Stream<DeadLetter> Unreadable { get; }

    [Late(From = nameof(ByPerson))]
    public partial Stream<Deed> Late { get; }

    [Sink(From = nameof(SoldAtOnce))]
    public ResultSink<NewUser> Result => io.Result<NewUser>();
}
