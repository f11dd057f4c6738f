using System.Globalization;

namespace Nexmark.Events;

/// <summary>Creates the events of a sequence, each only from its number.</summary>
internal sealed class EventFactory(EventSequence sequence)
{
    private const int Channels = 10_000;
    private static readonly string[] FirstNames = ["Peter", "Paul", "Luke", "John", "Saul", "Vicky", "Kate", "Julie", "Sarah", "Deiter", "Walter"];
    private static readonly string[] LastNames = ["Shultz", "Abrams", "Spencer", "White", "Bartels", "Walton", "Smith", "Jones", "Noris"];
    private static readonly string[] Cities = ["Phoenix", "Los Angeles", "San Francisco", "Boise", "Portland", "Bend", "Redmond", "Seattle", "Kent", "Cheyenne"];
    private static readonly string[] States = ["AZ", "CA", "ID", "OR", "WA", "WY"];
    private static readonly string[] HotChannels = ["Google", "Facebook", "Baidu", "Apple"];

    private readonly (string Channel, string Url)[] _channels = [.. Enumerable.Range(0, Channels).Select(i => ($"channel-{i}", UrlOf(sequence, i)))];
    private readonly string[] _hotUrls = [.. HotChannels.Select((_, i) => BaseUrl(new EventRandom(sequence.Settings.Seed, -1 - i)))];

    public Person Person(long number)
    {
        var random = sequence.RandomOf(number);
        var name = $"{FirstNames[random.Next(FirstNames.Length)]} {LastNames[random.Next(LastNames.Length)]}";
        var email = $"{random.NextText(7)}@{random.NextText(5)}.com";
        var card = string.Create(CultureInfo.InvariantCulture, $"{random.Next(10_000):d4} {random.Next(10_000):d4} {random.Next(10_000):d4} {random.Next(10_000):d4}");
        var (city, state) = (Cities[random.Next(Cities.Length)], States[random.Next(States.Length)]);
        return new Person(
            EventSequence.PersonId(number), name, email, card, city, state, sequence.TimeOf(number),
            random.NextExtra(8 + name.Length + email.Length + card.Length + city.Length + state.Length, 200));
    }

    public Auction Auction(long number)
    {
        var random = sequence.RandomOf(number);
        var seller = EventSequence.Seller(number, ref random);
        var category = 10 + random.Next(5);
        var initial = random.NextPrice();
        var expires = sequence.Expires(number, ref random);
        var (name, description) = (random.NextText(20), random.NextText(100));
        var reserve = initial + random.NextPrice();
        return new Auction(
            EventSequence.AuctionId(number), name, description, initial, reserve, sequence.TimeOf(number), expires, seller, category,
            random.NextExtra(8 + name.Length + description.Length + 40, 500));
    }

    public Bid Bid(long number)
    {
        var random = sequence.RandomOf(number);
        var auction = EventSequence.Wanted(number, ref random);
        var bidder = EventSequence.Bidder(number, ref random);
        var price = random.NextPrice();
        var hot = (int)random.Next(HotChannels.Length);
        var (channel, url) = random.Next(2) > 0 ? (HotChannels[hot], _hotUrls[hot]) : _channels[random.Next(Channels)];
        return new Bid(auction, bidder, price, channel, url, sequence.TimeOf(number), random.NextExtra(32, 100), number);
    }

    private static string UrlOf(EventSequence sequence, int channel)
    {
        var random = new EventRandom(sequence.Settings.Seed, -1000 - channel);
        var url = BaseUrl(random);
        return random.Next(10) > 0 ? string.Create(CultureInfo.InvariantCulture, $"{url}&channel_id={Math.Abs((long)Reversed(channel))}") : url;
    }

    private static string BaseUrl(EventRandom random) =>
        $"https://www.nexmark.com/{random.NextText(5, '_')}/{random.NextText(5, '_')}/{random.NextText(5, '_')}/item.htm?query=1";

    private static int Reversed(int value)
    {
        var reversed = 0u;
        for (var bit = 0; bit < 32; bit++)
        {
            reversed |= ((uint)value >> bit & 1) << (31 - bit);
        }

        return (int)reversed;
    }
}
