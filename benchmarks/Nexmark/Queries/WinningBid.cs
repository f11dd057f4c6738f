using Dataflow.Pipelines;

namespace Nexmark.Queries;

/// <summary>A bid while its auction was open.</summary>
[Record]
public readonly partial record struct OfferedBid(long Auction, long Category, long Bidder, long Price, DateTimeOffset DateTime);

/// <summary>The bid that an auction went for: the highest, and of equal ones the first.</summary>
[Record]
public readonly partial record struct WinningBid(
    [WindowKey] long Auction,
    [First(nameof(OfferedBid.Category))] long Category,
    [MaxBy(nameof(OfferedBid.Bidder), nameof(OfferedBid.Price))] long Bidder,
    [Max(nameof(OfferedBid.Price))] long Price,
    [MaxBy(nameof(OfferedBid.DateTime), nameof(OfferedBid.Price))] DateTimeOffset DateTime);
