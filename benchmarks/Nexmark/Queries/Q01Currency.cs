using Dataflow.Pipelines;
using Nexmark.Events;
using Nexmark.Sink;
using Nexmark.Source;

namespace Nexmark.Queries;

/// <summary>A bid in euros.</summary>
[Record]
public readonly partial record struct EuroBid(long Auction, long Bidder, decimal Price, DateTimeOffset DateTime, string Extra);

/// <summary>q1: each price in another currency.</summary>
[Pipeline("q1")]
public sealed partial class Q01Currency(QueryIo io)
{
    internal const string Sql = "SELECT auction, bidder, 0.908 * price AS price, date_time, extra FROM bid";

    [Source, Watermark(nameof(Bid.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Bid> Bids => io.Bids;

    [Operator(From = nameof(Bids))]
    public static EuroBid Convert(in Bid b) => new(b.Auction, b.Bidder, 0.908m * b.Price, b.DateTime, b.Extra);

    [Rejected(nameof(Bids))]
    public partial Stream<DeadLetter> Unreadable { get; }

    [Sink(From = nameof(Convert))]
    public ResultSink<EuroBid> Result => io.Result<EuroBid>();
}
