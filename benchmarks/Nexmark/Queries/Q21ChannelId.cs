using Dataflow.Pipelines;
using Nexmark.Events;
using Nexmark.Sink;
using Nexmark.Source;

namespace Nexmark.Queries;

/// <summary>A bid with the number of its channel.</summary>
[Record]
public readonly partial record struct ChannelBid(long Auction, long Bidder, long Price, string Channel, string ChannelId);

/// <summary>q21: the channel of a bid, by its name or from its address.</summary>
[Pipeline("q21")]
public sealed partial class Q21ChannelId(QueryIo io)
{
    private const string Parameter = "channel_id=";

    internal const string Sql = """
        SELECT auction, bidder, price, channel,
               CASE lower(channel) WHEN 'apple' THEN '0' WHEN 'google' THEN '1' WHEN 'facebook' THEN '2' WHEN 'baidu' THEN '3'
                    ELSE regexp_extract(url, '(&|^)channel_id=([^&]*)', 2) END AS channel_id
        FROM bid
        WHERE regexp_matches(url, '(&|^)channel_id=([^&]*)') OR lower(channel) IN ('apple', 'google', 'facebook', 'baidu')
        """;

    [Source, Watermark(nameof(Bid.DateTime), MaxOutOfOrderness = "4s")]
    public EventSource<Bid> Bids => io.Bids;

    [Operator(From = nameof(Bids))]
    public static ChannelBid? Identify(in Bid b) =>
        (KnownChannel(b.Channel) ?? FromUrl(b.Url)) is { } id ? new ChannelBid(b.Auction, b.Bidder, b.Price, b.Channel, id) : null;

    [Rejected(nameof(Bids))]
    public partial Stream<DeadLetter> Unreadable { get; }

    [Sink(From = nameof(Identify))]
    public ResultSink<ChannelBid> Result => io.Result<ChannelBid>();

    private static string? KnownChannel(string channel) =>
        channel.Equals("apple", StringComparison.OrdinalIgnoreCase) ? "0"
        : channel.Equals("google", StringComparison.OrdinalIgnoreCase) ? "1"
        : channel.Equals("facebook", StringComparison.OrdinalIgnoreCase) ? "2"
        : channel.Equals("baidu", StringComparison.OrdinalIgnoreCase) ? "3"
        : null;

    private static string? FromUrl(ReadOnlySpan<char> url)
    {
        for (var from = 0; url[from..].IndexOf(Parameter) is >= 0 and var found; from += found + Parameter.Length)
        {
            var at = from + found;
            if (at == 0 || url[at - 1] == '&')
            {
                var value = url[(at + Parameter.Length)..];
                return new string(value.IndexOf('&') is >= 0 and var end ? value[..end] : value);
            }
        }

        return null;
    }
}
