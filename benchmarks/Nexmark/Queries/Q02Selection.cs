using Dataflow.Pipelines;
using Nexmark.Events;
using Nexmark.Sink;
using Nexmark.Source;

namespace Nexmark.Queries;

/// <summary>A bid for an auction.</summary>
[Record]
public readonly partial record struct AuctionPrice(long Auction, long Price);

/// <summary>q2: the bids for some auctions.</summary>
[Pipeline("q2")]
public sealed partial class Q02Selection(QueryIo io)
{
    internal const string Sql = "SELECT auction, price FROM bid WHERE auction % 123 = 0";

    [Source, Watermark(nameof(Bid.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Bid> Bids => io.Bids;

    [Operator(From = nameof(Bids))]
    public static AuctionPrice? Select(in Bid b) => b.Auction % 123 == 0 ? new AuctionPrice(b.Auction, b.Price) : null;

    [Rejected(nameof(Bids))]
    public partial Stream<DeadLetter> Unreadable { get; }

    [Sink(From = nameof(Select))]
    public ResultSink<AuctionPrice> Result => io.Result<AuctionPrice>();
}
