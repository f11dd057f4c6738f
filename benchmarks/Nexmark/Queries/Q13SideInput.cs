using Dataflow.Pipelines;
using Nexmark.Events;
using Nexmark.Sink;
using Nexmark.Source;

namespace Nexmark.Queries;

/// <summary>A bid with its value from the side input.</summary>
[Record]
public readonly partial record struct EnrichedBid(long Auction, long Bidder, long Price, DateTimeOffset DateTime, string Value);

/// <summary>q13: each bid with a value from a bounded side input, read once at start.</summary>
[Pipeline("q13")]
public sealed partial class Q13SideInput(QueryIo io)
{
    internal const string Sql = "SELECT auction, bidder, price, date_time, (auction % 10000)::VARCHAR AS value FROM bid";

    private readonly string[] _sideInput = io.SideInput;

    [Source, Watermark(nameof(Bid.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Bid> Bids => io.Bids;

    [Operator(From = nameof(Bids))]
    public EnrichedBid Enrich(in Bid b) => new(b.Auction, b.Bidder, b.Price, b.DateTime, _sideInput[b.Auction % _sideInput.Length]);

    [Rejected(nameof(Bids))]
    public partial Stream<DeadLetter> Unreadable { get; }

    [Sink(From = nameof(Enrich))]
    public ResultSink<EnrichedBid> Result => io.Result<EnrichedBid>();
}
