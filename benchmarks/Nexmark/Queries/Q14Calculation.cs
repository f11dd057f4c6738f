using Dataflow.Pipelines;
using Nexmark.Events;
using Nexmark.Sink;
using Nexmark.Source;

namespace Nexmark.Queries;

/// <summary>A bid within a range of prices, and the part of the day in which it was made.</summary>
[Record]
public readonly partial record struct TimedBid(long Auction, long Bidder, decimal Price, string BidTimeType, DateTimeOffset DateTime, string Extra, long CCounts);

/// <summary>q14: a filter and a calculation for each bid.</summary>
[Pipeline("q14")]
public sealed partial class Q14Calculation(QueryIo io)
{
    internal const string Sql = """
        SELECT auction, bidder, 0.908 * price AS price,
               CASE WHEN hour(date_time) >= 8 AND hour(date_time) <= 18 THEN 'dayTime'
                    WHEN hour(date_time) <= 6 OR hour(date_time) >= 20 THEN 'nightTime'
                    ELSE 'otherTime' END AS bid_time_type,
               date_time, extra, length(extra) - length(replace(extra, 'c', '')) AS c_counts
        FROM bid WHERE 0.908 * price > 1000000 AND 0.908 * price < 50000000
        """;

    [Source, Watermark(nameof(Bid.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Bid> Bids => io.Bids;

    [Operator(From = nameof(Bids))]
    public static TimedBid? Calculate(in Bid b) =>
        0.908m * b.Price is > 1_000_000 and < 50_000_000 and var price
            ? new TimedBid(b.Auction, b.Bidder, price, TimeOfDay(b.DateTime.Hour), b.DateTime, b.Extra, b.Extra.AsSpan().Count('c'))
            : null;

    [Rejected(nameof(Bids))]
    public partial Stream<DeadLetter> Unreadable { get; }

    [Sink(From = nameof(Calculate))]
    public ResultSink<TimedBid> Result => io.Result<TimedBid>();

    private static string TimeOfDay(int hour) => hour switch { >= 8 and <= 18 => "dayTime", <= 6 or >= 20 => "nightTime", _ => "otherTime" };
}
