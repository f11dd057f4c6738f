using Dataflow.Pipelines;
using Nexmark.Events;
using Nexmark.Sink;
using Nexmark.Source;

namespace Nexmark.Queries;

/// <summary>A bid, passed through without a change.</summary>
[Record]
public readonly partial record struct PassedBid(long Auction, long Bidder, long Price, DateTimeOffset DateTime, string Extra);

/// <summary>q0: the cost of the engine without any work.</summary>
[Pipeline("q0")]
public sealed partial class Q00PassThrough(QueryIo io)
{
    internal const string Sql = "SELECT auction, bidder, price, date_time, extra FROM bid";

    [Source, Watermark(nameof(Bid.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Bid> Bids => io.Bids;

    [Operator(From = nameof(Bids))]
    public static PassedBid Pass(in Bid b) => new(b.Auction, b.Bidder, b.Price, b.DateTime, b.Extra);

    [Rejected(nameof(Bids))]
    public partial Stream<DeadLetter> Unreadable { get; }

    [Sink(From = nameof(Pass))]
    public ResultSink<PassedBid> Result => io.Result<PassedBid>();
}
