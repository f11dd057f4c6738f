using Dataflow.Pipelines;
using Nexmark.Events;
using Nexmark.Sink;
using Nexmark.Source;

namespace Nexmark.Queries;

/// <summary>A bid with its auction.</summary>
[Record]
public readonly partial record struct CategoryBid(
    long Auction, long Bidder, long Price, string Channel, string Url, DateTimeOffset BidDateTime,
    string ItemName, string Description, long InitialBid, long Reserve, DateTimeOffset AuctionDateTime, DateTimeOffset Expires, long Seller, long Category);

/// <summary>q20: the bids for auctions of one category, with the auction. A bid is at most a minute after its auction, so the state is bounded.</summary>
[Pipeline("q20")]
public sealed partial class Q20BidsOfCategory(QueryIo io)
{
    internal const string Sql = """
        SELECT b.auction, b.bidder, b.price, b.channel, b.url, b.date_time AS bid_date_time,
               a.item_name, a.description, a.initial_bid, a.reserve, a.date_time AS auction_date_time, a.expires, a.seller, a.category
        FROM bid b JOIN auction a ON b.auction = a.id WHERE a.category = 10
        """;

    [Source, Watermark(nameof(Auction.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Auction> Auctions => io.Auctions;

    [Source, Watermark(nameof(Bid.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Bid> Bids => io.Bids;

    [Operator(From = nameof(Auctions))]
    public static bool IsWanted(in Auction a) => a.Category == 10;

    [Join(Left = nameof(Bids), Right = nameof(IsWanted), LeftKey = nameof(Bid.Auction), RightKey = nameof(Auction.Id), Within = "1m")]
    public static CategoryBid? WithAuction(in Bid b, in Auction a) => new CategoryBid(
        b.Auction, b.Bidder, b.Price, b.Channel, b.Url, b.DateTime,
        a.ItemName, a.Description, a.InitialBid, a.Reserve, a.DateTime, a.Expires, a.Seller, a.Category);

    [Rejected(nameof(Auctions), nameof(Bids))]
    public partial Stream<DeadLetter> Unreadable { get; }

    [Sink(From = nameof(WithAuction))]
    public ResultSink<CategoryBid> Result => io.Result<CategoryBid>();
}
