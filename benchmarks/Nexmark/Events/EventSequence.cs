namespace Nexmark.Events;

/// <summary>The sequence of events: kind and time of the n-th event, and the persons and auctions that exist by then.</summary>
internal sealed class EventSequence(EventSettings settings)
{
    private const int Group = 50;
    private const int Persons = 1;
    private const int Auctions = 3;
    private const int ActivePersons = 1000;
    private const int OpenAuctions = 100;
    private const int Lead = 10;
    private const long FirstId = 1000;

    public EventSettings Settings => settings;

    /// <summary>The event at a place of the sequence.</summary>
    public long At(long place)
    {
        var group = (long)settings.OutOfOrderGroup;
        return (place / group * group) + (place * 953 % group);
    }

    public DateTimeOffset TimeOf(long number) => settings.Start.AddMilliseconds((long)(number * (1e6 / settings.Rate)) / 1000);

    public static EventKind KindOf(long number) => (number % Group) switch { < Persons => EventKind.Person, < Persons + Auctions => EventKind.Auction, _ => EventKind.Bid };

    public EventRandom RandomOf(long number) => new(settings.Seed, number);

    /// <summary>Id of the person of a person event.</summary>
    public static long PersonId(long number) => LastPerson(number) + FirstId;

    /// <summary>Id of the auction of an auction event.</summary>
    public static long AuctionId(long number) => LastAuction(number) + FirstId;

    /// <summary>One of the last persons; mostly the frequent seller.</summary>
    public static long Seller(long number, ref EventRandom random) =>
        FirstId + (random.Next(4) > 0 ? LastPerson(number) / 100 * 100 : NextPerson(number, ref random));

    /// <summary>One of the last persons; mostly the frequent bidder. Bidder ids begin a thousand above person ids, as in the original.</summary>
    public static long Bidder(long number, ref EventRandom random) =>
        (2 * FirstId) + (random.Next(4) > 0 ? (LastPerson(number) / 100 * 100) + 1 : NextPerson(number, ref random));

    /// <summary>One of the open auctions; half of the time the popular one.</summary>
    public static long Wanted(long number, ref EventRandom random)
    {
        if (random.Next(2) > 0)
        {
            return FirstId + (LastAuction(number) / 100 * 100);
        }

        var last = LastAuction(number);
        var first = Math.Max(last - OpenAuctions, 0);
        return FirstId + first + random.Next(last - first + 1 + Lead);
    }

    /// <summary>When an auction ends: within twice the time until a hundred more are open.</summary>
    public DateTimeOffset Expires(long number, ref EventRandom random)
    {
        var horizon = (long)(TimeOf(number + (OpenAuctions * Group / Auctions)) - TimeOf(number)).TotalMilliseconds;
        return TimeOf(number).AddMilliseconds(1 + random.Next(Math.Max(2 * horizon, 1)));
    }

    private static long LastPerson(long number) => number / Group * Persons;

    private static long LastAuction(long number)
    {
        var (epoch, offset) = (number / Group, number % Group);
        return offset < Persons ? ((epoch - 1) * Auctions) + Auctions - 1
            : (epoch * Auctions) + Math.Min(offset - Persons, Auctions - 1);
    }

    private static long NextPerson(long number, ref EventRandom random)
    {
        var persons = LastPerson(number) + 1;
        var active = Math.Min(persons, ActivePersons);
        return persons - active + random.Next(active + Lead);
    }
}
