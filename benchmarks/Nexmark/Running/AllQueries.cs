using Nexmark.Queries;

namespace Nexmark.Running;

/// <summary>The queries, in the order of their numbers.</summary>
internal static class AllQueries
{
    public static IReadOnlyList<Query> List { get; } =
    [
        Query.Of<Q00PassThrough, PassedBid>(Q00PassThrough.Sql, static io => new(io)),
        Query.Of<Q01Currency, EuroBid>(Q01Currency.Sql, static io => new(io)),
        Query.Of<Q02Selection, AuctionPrice>(Q02Selection.Sql, static io => new(io)),
        Query.Of<Q14Calculation, TimedBid>(Q14Calculation.Sql, static io => new(io)),
        Query.Of<Q21ChannelId, ChannelBid>(Q21ChannelId.Sql, static io => new(io)),
        Query.Of<Q22Directories, DirectoryBid>(Q22Directories.Sql, static io => new(io)),
    ];
}
