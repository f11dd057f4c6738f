using Dataflow.Pipelines;
using Nexmark.Events;
using Nexmark.Sink;
using Nexmark.Source;

namespace Nexmark.Queries;

/// <summary>The bids for an auction in a day.</summary>
[Record]
public readonly partial record struct AuctionStatistics(
    [WindowKey] long Auction,
    [WindowStart] DateTimeOffset Day,
    [Count] long TotalBids,
    [Sum(nameof(RankedBid.Low))] long Rank1Bids, [Sum(nameof(RankedBid.Middle))] long Rank2Bids, [Sum(nameof(RankedBid.High))] long Rank3Bids,
    [Min(nameof(RankedBid.Price))] long MinPrice, [Max(nameof(RankedBid.Price))] long MaxPrice, [Average(nameof(RankedBid.Price))] double AvgPrice, [Sum(nameof(RankedBid.Price))] long SumPrice);

/// <summary>q17: bids and prices of a day, for each auction; one row at the end of the day.</summary>
[Pipeline("q17")]
public sealed partial class Q17AuctionStatistics(QueryIo io)
{
    internal const string Sql = """
        SELECT auction, date_trunc('day', date_time) AS day, count(*) AS total_bids,
               count(*) FILTER (price < 10000) AS rank1_bids, count(*) FILTER (price >= 10000 AND price < 1000000) AS rank2_bids, count(*) FILTER (price >= 1000000) AS rank3_bids,
               min(price) AS min_price, max(price) AS max_price, avg(price) AS avg_price, sum(price) AS sum_price
        FROM bid GROUP BY ALL
        """;

    [Source, Watermark(nameof(Bid.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Bid> Bids => io.Bids;

    [Operator(From = nameof(Bids))]
    public static RankedBid Rank(in Bid b) => RankedBid.Of(in b);

    [Window(From = nameof(Rank), Tumbling = "1d"), KeyBy(nameof(RankedBid.Auction))]
    public partial Stream<AuctionStatistics> Days { get; }

    [Rejected(nameof(Bids))]
    public partial Stream<DeadLetter> Unreadable { get; }

    [Late(From = nameof(Days))]
    public partial Stream<RankedBid> Late { get; }

    [Sink(From = nameof(Days))]
    public ResultSink<AuctionStatistics> Result => io.Result<AuctionStatistics>();
}
