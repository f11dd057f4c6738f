using Dataflow.Pipelines;
using Nexmark.Events;
using Nexmark.Sink;
using Nexmark.Source;

namespace Nexmark.Queries;

/// <summary>The final prices of the auctions of a category.</summary>
[Record]
public readonly partial record struct CategoryPrice([WindowKey] long Category, [Average(nameof(WinningBid.Price))] double Final);

/// <summary>q4: the average final price of a category, at the end of the day.</summary>
[Pipeline("q4")]
public sealed partial class Q04CategoryPrices(QueryIo io)
{
    internal const string Sql = $"SELECT category, avg(price) AS final FROM ({Q09WinningBids.Winners}) GROUP BY category";

    [Source, Watermark(nameof(Auction.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Auction> Auctions => io.Auctions;

    [Source, Watermark(nameof(Bid.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Bid> Bids => io.Bids;

    [Join(Left = nameof(Auctions), Right = nameof(Bids), LeftKey = nameof(Auction.Id), RightKey = nameof(Bid.Auction), Lower = "0s", Upper = "10s")]
    public static OfferedBid? Offered(in Auction a, in Bid b) => b.DateTime <= a.Expires ? new OfferedBid(a.Id, a.Category, b.Bidder, b.Price, b.DateTime) : null;

    [Window(From = nameof(Offered), Tumbling = "1d"), KeyBy(nameof(OfferedBid.Auction))]
    public partial Stream<WinningBid> Winning { get; }

    [Window(From = nameof(Winning), Tumbling = "1d"), KeyBy(nameof(WinningBid.Category))]
    public partial Stream<CategoryPrice> ByCategory { get; }

    [Rejected(nameof(Auctions), nameof(Bids))]
    public partial Stream<DeadLetter> Unreadable { get; }

    [Late(From = nameof(Winning))]
    public partial Stream<OfferedBid> LateForWinning { get; }

    [Late(From = nameof(ByCategory))]
    public partial Stream<WinningBid> LateForByCategory { get; }

    [Sink(From = nameof(ByCategory))]
    public ResultSink<CategoryPrice> Result => io.Result<CategoryPrice>();
}
