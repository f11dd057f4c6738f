using Dataflow.Pipelines;
using Nexmark.Events;
using Nexmark.Sink;
using Nexmark.Source;

namespace Nexmark.Queries;

/// <summary>A bid with the directories of its address.</summary>
[Record]
public readonly partial record struct DirectoryBid(long Auction, long Bidder, long Price, string Channel, string Dir1, string Dir2, string Dir3);

/// <summary>q22: the parts of a URL between the slashes.</summary>
[Pipeline("q22")]
public sealed partial class Q22Directories(QueryIo io)
{
    internal const string Sql = """
        SELECT auction, bidder, price, channel, split_part(url, '/', 4) AS dir1, split_part(url, '/', 5) AS dir2, split_part(url, '/', 6) AS dir3 FROM bid
        """;

    [Source, Watermark(nameof(Bid.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Bid> Bids => io.Bids;

    [Operator(From = nameof(Bids))]
    public static DirectoryBid Split(in Bid b) => new(b.Auction, b.Bidder, b.Price, b.Channel, Part(b.Url, 3), Part(b.Url, 4), Part(b.Url, 5));

    [Rejected(nameof(Bids))]
    public partial Stream<DeadLetter> Unreadable { get; }

    [Sink(From = nameof(Split))]
    public ResultSink<DirectoryBid> Result => io.Result<DirectoryBid>();

    private static string Part(ReadOnlySpan<char> url, int index)
    {
        foreach (var part in url.Split('/'))
        {
            if (index-- == 0)
            {
                return new string(url[part]);
            }
        }

        return "";
    }
}
