using Dataflow.Pipelines;
using Nexmark.Events;
using Nexmark.Sink;
using Nexmark.Source;

namespace Nexmark.Queries;

/// <summary>Bids of a person with gaps of at most ten seconds.</summary>
[Record]
public readonly partial record struct BidderSession([WindowKey] long Bidder, [Count] long BidCount, [WindowStart] DateTimeOffset Start, [WindowEnd] DateTimeOffset End);

/// <summary>q11: the number of bids of a person in one session.</summary>
[Pipeline("q11")]
public sealed partial class Q11UserSessions(QueryIo io)
{
    internal const string Sql = """
        WITH marked AS (
            SELECT bidder, date_time, coalesce(date_time - lag(date_time) OVER w > INTERVAL 10 SECOND, true) AS is_first
            FROM bid WINDOW w AS (PARTITION BY bidder ORDER BY date_time)),
        numbered AS (
            SELECT bidder, date_time, sum(is_first::INT) OVER (PARTITION BY bidder ORDER BY date_time ROWS UNBOUNDED PRECEDING) AS session FROM marked)
        SELECT bidder, count(*) AS bid_count, min(date_time) AS start, max(date_time) + INTERVAL 10 SECOND AS "end" FROM numbered GROUP BY bidder, session
        """;

    [Source, Watermark(nameof(Bid.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Bid> Bids => io.Bids;

    [Window(From = nameof(Bids), Session = "10s"), KeyBy(nameof(Bid.Bidder))]
    public partial Stream<BidderSession> Sessions { get; }

    [Rejected(nameof(Bids))]
    public partial Stream<DeadLetter> Unreadable { get; }

    [Late(From = nameof(Sessions))]
    public partial Stream<Bid> Late { get; }

    [Sink(From = nameof(Sessions))]
    public ResultSink<BidderSession> Result => io.Result<BidderSession>();
}
