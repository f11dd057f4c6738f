using System.Globalization;

namespace Dataflow.Pipelines.Tests.Clicks;

/// <summary>Random messages from a seed: duplicates, malformed ones, test users, negative amounts, out of order by less than the watermark allows.</summary>
internal static class ClickInput
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static Click Click(int number, int seconds, string user = "ann", long amount = 1) =>
        new(number.ToString(CultureInfo.InvariantCulture), user, Start.AddSeconds(seconds), amount);

    /// <summary>Messages in the order in which a partition holds them; <paramref name="first"/> keeps ids of partitions apart, times start at <paramref name="second"/>.</summary>
    public static IReadOnlyList<byte[]> Random(Random random, int count, int first, int second = 0)
    {
        List<byte[]> messages = [];
        List<Click> sent = [];
        for (var i = 0; i < count; i++)
        {
            var dice = random.Next(100);
            if (dice < 5)
            {
                messages.Add([.. "{\"id\":"u8]);
                continue;
            }

            // A copy of one of the last messages: within the period of the de-duplication and not late.
            if (dice < 20 && sent.Count > 0)
            {
                messages.Add(sent[random.Next(Math.Max(0, sent.Count - 10), sent.Count)].ToJson());
                continue;
            }

            var user = dice < 30 ? $"test{dice}" : $"user {random.Next(7)}";
            var click = Click(first + i, second + i - random.Next(5), user, dice < 35 ? -1 : random.Next(20));
            sent.Add(click);
            messages.Add(click.ToJson());
        }

        return messages;
    }
}
