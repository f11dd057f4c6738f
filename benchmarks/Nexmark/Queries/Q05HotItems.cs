using Dataflow.Pipelines;
using Nexmark.Events;
using Nexmark.Sink;
using Nexmark.Source;

namespace Nexmark.Queries;

/// <summary>Bids for an auction in ten seconds.</summary>
[Record]
public readonly partial record struct AuctionCount([WindowKey] long Auction, [Count] long Num, [WindowStart] DateTimeOffset Start, [WindowEnd] DateTimeOffset End);

/// <summary>The highest number of bids for one auction in the ten seconds up to the end.</summary>
[Record]
public readonly partial record struct MostBids([WindowEnd] DateTimeOffset End, [Max(nameof(AuctionCount.Num))] long Num);

/// <summary>An auction with the most bids.</summary>
[Record]
public readonly partial record struct HotItem(long Auction, long Num, DateTimeOffset Start, DateTimeOffset End);

/// <summary>q5: the auctions with the most bids in the last ten seconds, every two seconds.</summary>
[Pipeline("q5")]
public sealed partial class Q05HotItems(QueryIo io)
{
    // Each bid is in the five windows that begin in the ten seconds before it.
    internal const string Sql = """
        WITH counted AS (
            SELECT auction, count(*) AS num, start FROM (
                SELECT auction, time_bucket(INTERVAL 2 SECOND, date_time) - to_seconds(2 * i) AS start FROM bid, range(5) r(i))
            GROUP BY auction, start)
        SELECT auction, num, start, start + INTERVAL 10 SECOND AS "end" FROM counted QUALIFY num = max(num) OVER (PARTITION BY start)
        """;

    [Source, Watermark(nameof(Bid.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Bid> Bids => io.Bids;

    [Window(From = nameof(Bids), Size = "10s", Slide = "2s"), KeyBy(nameof(Bid.Auction))]
    public partial Stream<AuctionCount> Counts { get; }

    // The event time of a window's result is its last instant: the counts of one window are in the same slide.
    [Window(From = nameof(Counts), Tumbling = "2s")]
    public partial Stream<MostBids> Most { get; }

    [Join(Left = nameof(Counts), Right = nameof(Most), LeftKey = nameof(AuctionCount.Num), RightKey = nameof(MostBids.Num), Window = "2s")]
    public static HotItem? Hottest(in AuctionCount c, in MostBids m) => new HotItem(c.Auction, c.Num, c.Start, c.End);

    [Rejected(nameof(Bids))]
    public partial Stream<DeadLetter> Unreadable { get; }

    [Late(From = nameof(Counts))]
    public partial Stream<Bid> LateForCounts { get; }

    [Late(From = nameof(Most))]
    public partial Stream<AuctionCount> LateForMost { get; }

    [Sink(From = nameof(Hottest))]
    public ResultSink<HotItem> Result => io.Result<HotItem>();
}
