using Dataflow.Pipelines;
using Nexmark.Events;

namespace Nexmark.Queries;

/// <summary>A bid with one of three ranks by its price; the daily statistics count the flags, the bidders and the auctions of each rank.</summary>
[Record]
public readonly partial record struct RankedBid(
    long Auction, long Bidder, long Price, string Channel, string Minute, DateTimeOffset DateTime,
    long Low, long Middle, long High,
    long? LowBidder, long? MiddleBidder, long? HighBidder,
    long? LowAuction, long? MiddleAuction, long? HighAuction)
{
    private const long MiddleFrom = 10_000;
    private const long HighFrom = 1_000_000;

    internal static RankedBid Of(in Bid b)
    {
        var (low, high) = (b.Price < MiddleFrom, b.Price >= HighFrom);
        var middle = !low && !high;
        return new RankedBid(
            b.Auction, b.Bidder, b.Price, b.Channel, b.DateTime.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture), b.DateTime,
            low ? 1 : 0, middle ? 1 : 0, high ? 1 : 0,
            low ? b.Bidder : null, middle ? b.Bidder : null, high ? b.Bidder : null,
            low ? b.Auction : null, middle ? b.Auction : null, high ? b.Auction : null);
    }
}
