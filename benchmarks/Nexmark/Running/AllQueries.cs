using Nexmark.Queries;

namespace Nexmark.Running;

/// <summary>The queries, in the order of their numbers.</summary>
internal static class AllQueries
{
    public static IReadOnlyList<Query> List { get; } =
    [
        Query.Of<Q00PassThrough, PassedBid>(Q00PassThrough.Sql, 155.02, static io => new(io)),
        Query.Of<Q01Currency, EuroBid>(Q01Currency.Sql, 157.94, static io => new(io)),
        Query.Of<Q02Selection, AuctionPrice>(Q02Selection.Sql, 175.21, static io => new(io)),
        Query.Of<Q08NewUsers, NewUser>(Q08NewUsers.Sql, 146.14, static io => new(io)),
        Query.Of<Q14Calculation, TimedBid>(Q14Calculation.Sql, 161.23, static io => new(io)),
        Query.Of<Q15DailyStatistics, DayStatistics>(Q15DailyStatistics.Sql, 72.42, static io => new(io)),
        Query.Of<Q16ChannelStatistics, ChannelStatistics>(Q16ChannelStatistics.Sql, 18.65, static io => new(io)),
        Query.Of<Q17AuctionStatistics, AuctionStatistics>(Q17AuctionStatistics.Sql, 116.8, static io => new(io)),
        Query.Of<Q21ChannelId, ChannelBid>(Q21ChannelId.Sql, 98.49, static io => new(io)),
        Query.Of<Q22Directories, DirectoryBid>(Q22Directories.Sql, 129.96, static io => new(io)),
    ];
}
