using Dataflow.Pipelines;

namespace Nexmark.Events;

/// <summary>A registered person.</summary>
[Record]
public readonly partial record struct Person(long Id, string Name, string EmailAddress, string CreditCard, string City, string State, DateTimeOffset DateTime, string Extra);

/// <summary>An item that is for sale.</summary>
[Record]
public readonly partial record struct Auction(
    long Id, string ItemName, string Description, long InitialBid, long Reserve, DateTimeOffset DateTime, DateTimeOffset Expires, long Seller, long Category, string Extra);

/// <summary>An offer; the price is in cents. The number of the event, which the original does not have, orders bids of one instant.</summary>
[Record]
public readonly partial record struct Bid(long Auction, long Bidder, long Price, string Channel, string Url, DateTimeOffset DateTime, string Extra, long EventId);
