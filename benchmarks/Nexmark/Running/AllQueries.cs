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
        Query.Of<Q03LocalItems, LocalItem>(Q03LocalItems.Sql, 152.12, static io => new(io)),
        Query.Of<Q04CategoryPrices, CategoryPrice>(Q04CategoryPrices.Sql, 34.33, static io => new(io)),
        Query.Of<Q05HotItems, HotItem>(Q05HotItems.Sql, 22.14, static io => new(io)),
        Query.Of<Q07HighestBid, HighestBid>(Q07HighestBid.Sql, 12.33, static io => new(io)),
        Query.Of<Q08NewUsers, NewUser>(Q08NewUsers.Sql, 146.14, static io => new(io)),
        Query.Of<Q09WinningBids, WinningBid>(Q09WinningBids.Sql, 14.24, static io => new(io)),
        Query.Of<Q11UserSessions, BidderSession>(Q11UserSessions.Sql, 39.7, static io => new(io)),
        Query.Of<Q13SideInput, EnrichedBid>(Q13SideInput.Sql, 130.73, static io => new(io)),
        Query.Of<Q14Calculation, TimedBid>(Q14Calculation.Sql, 161.23, static io => new(io)),
        Query.Of<Q15DailyStatistics, DayStatistics>(Q15DailyStatistics.Sql, 72.42, static io => new(io)),
        Query.Of<Q16ChannelStatistics, ChannelStatistics>(Q16ChannelStatistics.Sql, 18.65, static io => new(io)),
        Query.Of<Q17AuctionStatistics, AuctionStatistics>(Q17AuctionStatistics.Sql, 116.8, static io => new(io)),
        Query.Of<Q18LastBids, LastBid>(Q18LastBids.Sql, 53.7, static io => new(io)),
        Query.Of<Q20BidsOfCategory, CategoryBid>(Q20BidsOfCategory.Sql, 18.98, static io => new(io)),
        Query.Of<Q21ChannelId, ChannelBid>(Q21ChannelId.Sql, 98.49, static io => new(io)),
        Query.Of<Q22Directories, DirectoryBid>(Q22Directories.Sql, 129.96, static io => new(io)),
    ];
}
