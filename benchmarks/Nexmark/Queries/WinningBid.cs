using Dataflow.Pipelines;

namespace Nexmark.Queries;

/// <summary>A bid while its auction was open.</summary>
[Record]
public readonly partial record struct OfferedBid(long Auction, long Category, long Bidder, long Price, DateTimeOffset DateTime);

/// <summary>The winning bid of an auction: the highest, and the first of equal ones.</summary>
[Record]
public readonly partial record struct WinningBid(
    [WindowKey] long Auction,
    [First(nameof(OfferedBid.Category))] long Category,
    [MaxBy(nameof(OfferedBid.Bidder), nameof(OfferedBid.Price))] long Bidder,
    [Max(nameof(OfferedBid.Price))] long Price,
    [MaxBy(nameof(OfferedBid.DateTime), nameof(OfferedBid.Price))] DateTimeOffset DateTime);
