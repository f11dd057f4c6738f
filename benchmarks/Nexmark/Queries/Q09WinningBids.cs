using Dataflow.Pipelines;
using Nexmark.Events;
using Nexmark.Sink;
using Nexmark.Source;

namespace Nexmark.Queries;

/// <summary>q9: the winning bid of each auction. An auction is open for less than ten seconds, so the join's state is bounded.</summary>
[Pipeline("q9")]
public sealed partial class Q09WinningBids(QueryIo io)
{
    internal const string Winners = """
        SELECT a.id AS auction, a.category, b.bidder, b.price, b.date_time
        FROM auction a JOIN bid b ON a.id = b.auction AND b.date_time BETWEEN a.date_time AND a.expires
        QUALIFY row_number() OVER (PARTITION BY a.id ORDER BY b.price DESC, b.date_time, b.event_id) = 1
        """;

    internal const string Sql = Winners;

    [Source, Watermark(nameof(Auction.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Auction> Auctions => io.Auctions;

    [Source, Watermark(nameof(Bid.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Bid> Bids => io.Bids;

    [Join(Left = nameof(Auctions), Right = nameof(Bids), LeftKey = nameof(Auction.Id), RightKey = nameof(Bid.Auction), Lower = "0s", Upper = "10s")]
    public static OfferedBid? Offered(in Auction a, in Bid b) => b.DateTime <= a.Expires ? new OfferedBid(a.Id, a.Category, b.Bidder, b.Price, b.DateTime) : null;

    [Window(From = nameof(Offered), Tumbling = "1d"), KeyBy(nameof(OfferedBid.Auction))]
    public partial Stream<WinningBid> Winning { get; }

    [Rejected(nameof(Auctions), nameof(Bids))]
    public partial Stream<DeadLetter> Unreadable { get; }

    [Late(From = nameof(Winning))]
    public partial Stream<OfferedBid> Late { get; }

    [Sink(From = nameof(Winning))]
    public ResultSink<WinningBid> Result => io.Result<WinningBid>();
}
