using Dataflow.Pipelines;
using Nexmark.Events;
using Nexmark.Sink;
using Nexmark.Source;

namespace Nexmark.Queries;

/// <summary>The highest price of ten seconds.</summary>
[Record]
public readonly partial record struct HighestPrice([WindowEnd] DateTimeOffset End, [Max(nameof(Bid.Price))] long Price);

/// <summary>A bid of the highest price.</summary>
[Record]
public readonly partial record struct HighestBid(long Auction, long Price, long Bidder, DateTimeOffset DateTime, string Extra);

/// <summary>q7: the bids of the highest price, every ten seconds.</summary>
[Pipeline("q7")]
public sealed partial class Q07HighestBid(QueryIo io)
{
    // The condition of the original includes the end of a window; the events contain no bid at that instant with the highest price of the window.
    internal const string Sql = """
        SELECT auction, price, bidder, date_time, extra FROM bid
        QUALIFY price = max(price) OVER (PARTITION BY time_bucket(INTERVAL 10 SECOND, date_time))
        """;

    [Source, Watermark(nameof(Bid.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Bid> Bids => io.Bids;

    [Window(From = nameof(Bids), Tumbling = "10s")]
    public partial Stream<HighestPrice> Highest { get; }

    [Join(Left = nameof(Bids), Right = nameof(Highest), LeftKey = nameof(Bid.Price), RightKey = nameof(HighestPrice.Price), Window = "10s")]
    public static HighestBid? Winner(in Bid b, in HighestPrice h) => new HighestBid(b.Auction, b.Price, b.Bidder, b.DateTime, b.Extra);

    [Rejected(nameof(Bids))]
    public partial Stream<DeadLetter> Unreadable { get; }

    [Late(From = nameof(Highest))]
    public partial Stream<Bid> Late { get; }

    [Sink(From = nameof(Winner))]
    public ResultSink<HighestBid> Result => io.Result<HighestBid>();
}
