namespace Dataflow.Pipelines.Control.Tests.Cron;

/// <summary>Compares random schedules in UTC with those of another library.</summary>
internal static class SecondOpinion
{
    private const int Batches = 40;
    private const int Expressions = 150;
    private const int Occurrences = 5;

    /// <summary>Compares the occurrences after random instants.</summary>
    /// <param name="draw">Draws an expression, and says how the other library finds its next occurrence; called only for expressions that fire.</param>
    public static void Compare(Func<Random, (string Ours, Func<Func<DateTimeOffset, DateTimeOffset?>> Theirs)> draw) => Seeds.Run(1, Batches, seed =>
    {
        var random = new Random(seed);
        var compared = 0;
        for (var i = 0; i < Expressions; i++)
        {
            var (ours, theirs) = draw(random);
            var from = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.NextInt64(80L * 366 * 24 * 3600));
            if (CronSchedule.TryParse(ours, out var schedule, out _))
            {
                Compare(schedule, theirs(), from);
                compared++;
            }
        }

        // The others never fire.
        Assert.True(compared > Expressions * 9 / 10, $"Only {compared} of {Expressions} expressions can be read.");
    });

    private static void Compare(CronSchedule schedule, Func<DateTimeOffset, DateTimeOffset?> theirs, DateTimeOffset from)
    {
        for (var i = 0; i < Occurrences; i++)
        {
            var (found, expected) = (schedule.Next(from, TimeZoneInfo.Utc), theirs(from));
            Assert.True(found == expected, $"'{schedule}' after {from:O}: {found:O}; the other library: {expected:O}");
            from = found!.Value;
        }
    }
}
