using Dataflow.Pipelines;
using Nexmark.Events;
using Nexmark.Sink;
using Nexmark.Source;

namespace Nexmark.Queries;

/// <summary>The last bid of a person for an auction.</summary>
[Record]
public readonly partial record struct LastBid(
    [WindowKey] long Bidder, [WindowKey] long Auction,
    [MaxBy(nameof(Bid.Price), nameof(Bid.EventId))] long Price,
    [MaxBy(nameof(Bid.Channel), nameof(Bid.EventId))] string Channel,
    [MaxBy(nameof(Bid.Url), nameof(Bid.EventId))] string Url,
    [MaxBy(nameof(Bid.DateTime), nameof(Bid.EventId))] DateTimeOffset DateTime,
    [MaxBy(nameof(Bid.Extra), nameof(Bid.EventId))] string Extra);

/// <summary>q18: the last bid of each person for each auction, at the end of the day.</summary>
[Pipeline("q18")]
public sealed partial class Q18LastBids(QueryIo io)
{
    internal const string Sql = """
        SELECT bidder, auction, price, channel, url, date_time, extra FROM bid
        QUALIFY row_number() OVER (PARTITION BY bidder, auction ORDER BY date_time DESC, event_id DESC) = 1
        """;

    [Source, Watermark(nameof(Bid.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Bid> Bids => io.Bids;

    [Window(From = nameof(Bids), Tumbling = "1d"), KeyBy(nameof(Bid.Bidder), nameof(Bid.Auction))]
    public partial Stream<LastBid> Last { get; }

    [Rejected(nameof(Bids))]
    public partial Stream<DeadLetter> Unreadable { get; }

    [Late(From = nameof(Last))]
    public partial Stream<Bid> Late { get; }

    [Sink(From = nameof(Last))]
    public ResultSink<LastBid> Result => io.Result<LastBid>();
}
