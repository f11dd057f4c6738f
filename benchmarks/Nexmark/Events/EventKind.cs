namespace Nexmark.Events;

/// <summary>The kind of an event; of fifty events, one is a person and three are auctions.</summary>
internal enum EventKind
{
    Person,
    Auction,
    Bid,
}
