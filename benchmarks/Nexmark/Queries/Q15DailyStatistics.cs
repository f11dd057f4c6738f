using Dataflow.Pipelines;
using Nexmark.Events;
using Nexmark.Sink;
using Nexmark.Source;

namespace Nexmark.Queries;

/// <summary>The bids of a day.</summary>
[Record]
public readonly partial record struct DayStatistics(
    [WindowStart] DateTimeOffset Day,
    [Count] long TotalBids,
    [Sum(nameof(RankedBid.Low))] long Rank1Bids, [Sum(nameof(RankedBid.Middle))] long Rank2Bids, [Sum(nameof(RankedBid.High))] long Rank3Bids,
    [CountDistinct(nameof(RankedBid.Bidder))] long TotalBidders,
    [CountDistinct(nameof(RankedBid.LowBidder))] long Rank1Bidders,
    [CountDistinct(nameof(RankedBid.MiddleBidder))] long Rank2Bidders,
    [CountDistinct(nameof(RankedBid.HighBidder))] long Rank3Bidders,
    [CountDistinct(nameof(RankedBid.Auction))] long TotalAuctions,
    [CountDistinct(nameof(RankedBid.LowAuction))] long Rank1Auctions,
    [CountDistinct(nameof(RankedBid.MiddleAuction))] long Rank2Auctions,
    [CountDistinct(nameof(RankedBid.HighAuction))] long Rank3Auctions);

/// <summary>q15: bids, bidders and auctions of a day, in total and by the rank of the price; one row at the end of the day.</summary>
[Pipeline("q15")]
public sealed partial class Q15DailyStatistics(QueryIo io)
{
    internal const string Columns = """
        count(*) AS total_bids,
        count(*) FILTER (price < 10000) AS rank1_bids, count(*) FILTER (price >= 10000 AND price < 1000000) AS rank2_bids, count(*) FILTER (price >= 1000000) AS rank3_bids,
        count(DISTINCT bidder) AS total_bidders, count(DISTINCT bidder) FILTER (price < 10000) AS rank1_bidders,
        count(DISTINCT bidder) FILTER (price >= 10000 AND price < 1000000) AS rank2_bidders, count(DISTINCT bidder) FILTER (price >= 1000000) AS rank3_bidders,
        count(DISTINCT auction) AS total_auctions, count(DISTINCT auction) FILTER (price < 10000) AS rank1_auctions,
        count(DISTINCT auction) FILTER (price >= 10000 AND price < 1000000) AS rank2_auctions, count(DISTINCT auction) FILTER (price >= 1000000) AS rank3_auctions
        """;

    internal const string Sql = $"SELECT date_trunc('day', date_time) AS day, {Columns} FROM bid GROUP BY ALL";

    [Source, Watermark(nameof(Bid.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Bid> Bids => io.Bids;

    [Operator(From = nameof(Bids))]
    public static RankedBid Rank(in Bid b) => RankedBid.Of(in b);

    [Window(From = nameof(Rank), Tumbling = "1d")]
    public partial Stream<DayStatistics> Days { get; }

    [Rejected(nameof(Bids))]
    public partial Stream<DeadLetter> Unreadable { get; }

    [Late(From = nameof(Days))]
    public partial Stream<RankedBid> Late { get; }

    [Sink(From = nameof(Days))]
    public ResultSink<DayStatistics> Result => io.Result<DayStatistics>();
}
