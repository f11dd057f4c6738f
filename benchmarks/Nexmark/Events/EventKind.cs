namespace Nexmark.Events;

/// <summary>What an event is; of fifty, one is a person and three are auctions.</summary>
internal enum EventKind
{
    Person,
    Auction,
    Bid,
}
