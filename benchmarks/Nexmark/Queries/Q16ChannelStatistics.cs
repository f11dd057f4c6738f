using Dataflow.Pipelines;
using Nexmark.Events;
using Nexmark.Sink;
using Nexmark.Source;

namespace Nexmark.Queries;

/// <summary>The bids of a channel in a day.</summary>
[Record]
public readonly partial record struct ChannelStatistics(
    [WindowKey] string Channel,
    [WindowStart] DateTimeOffset Day,
    [Max(nameof(RankedBid.Minute))] string Minute,
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

/// <summary>q16: as q15, for each channel, with the last minute of the day in which it had a bid.</summary>
[Pipeline("q16")]
public sealed partial class Q16ChannelStatistics(QueryIo io)
{
    internal const string Sql = $"SELECT channel, date_trunc('day', date_time) AS day, max(strftime(date_time, '%H:%M')) AS minute, {Q15DailyStatistics.Columns} FROM bid GROUP BY ALL";

    [Source, Watermark(nameof(Bid.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Bid> Bids => io.Bids;

    [Operator(From = nameof(Bids))]
    public static RankedBid Rank(in Bid b) => RankedBid.Of(in b);

    [Window(From = nameof(Rank), Tumbling = "1d"), KeyBy(nameof(RankedBid.Channel))]
    public partial Stream<ChannelStatistics> Days { get; }

    [Rejected(nameof(Bids))]
    public partial Stream<DeadLetter> Unreadable { get; }

    [Late(From = nameof(Days))]
    public partial Stream<RankedBid> Late { get; }

    [Sink(From = nameof(Days))]
    public ResultSink<ChannelStatistics> Result => io.Result<ChannelStatistics>();
}
