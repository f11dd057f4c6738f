using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Windows;

/// <summary>Each kind of window over random out-of-order and late input, with checkpoints and crashes, compared with plain lists.</summary>
public sealed class WindowModelTests
{
    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Sliding_windows(int lanes) => Run(lanes, 100, 40, static random =>
    {
        var slide = random.Next(1, 20);
        var size = slide * random.Next(1, 5) + (random.Next(2) * random.Next(20));
        return new WindowShape.Sliding(Seconds(size), Seconds(slide), Seconds(random.Next(slide))) { AllowedLateness = Seconds(random.Next(2) * random.Next(20)), IsKeyed = random.Next(5) > 0 };
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Session_windows(int lanes) => Run(lanes, 100, 40, static random =>
        new WindowShape.Sessions(Seconds(random.Next(1, 12))) { AllowedLateness = Seconds(random.Next(2) * random.Next(20)), IsKeyed = random.Next(5) > 0 });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Count_windows(int lanes) => Run(lanes, 100, 0, static random => new WindowShape.Counted(random.Next(1, 12)) { IsKeyed = random.Next(5) > 0 });

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Days_of_a_time_zone(int lanes) => Run(lanes, 2_160_000, 40, static random => new WindowShape.Days(
        Zones[random.Next(Zones.Length)], random.Next(1, 4), TimeSpan.FromHours(random.Next(2) * random.Next(5, 20)))
    { AllowedLateness = Seconds(random.Next(2) * 100_000) });

    // Times advance by about a hundredth of the unit, in seconds, per record; the seed determines everything else.
    private static void Run(int lanes, int unit, int minLate, Func<Random, WindowShape> shapeOf)
    {
        int late = 0, results = 0, crashes = 0;
        Seeds.Run(1, 20, seed =>
        {
            var (run, lives) = Play(seed, lanes, unit, shapeOf);
            late += run.World.Late.Rows.Count;
            results += run.Results.Count;
            crashes += lives - 1;
        });

        // The random runs cover results, crashes and late records.
        Assert.True(Seeds.IsReplay || (results > 300 && crashes > 20 && late >= minLate), $"only {results} results, {crashes} crashes and {late} late records");
    }

    private static (WindowRun Run, int Lives) Play(int seed, int lanes, int unit, Func<Random, WindowShape> shapeOf)
    {
        var random = new Random(seed);
        var step = unit / 100.0;
        var outOfOrder = random.Next(1, 30);
        var run = new WindowRun(shapeOf(random), Seconds(outOfOrder * step));
        var number = 0;
        var all = random.Next(1, 5);
        for (var lives = all; lives > 0; lives--)
        {
            run.Start(lives == 1 ? lanes : random.Next(1, 5), seed);
            for (var turns = random.Next(1, 6); turns > 0; turns--)
            {
                run.Send([.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => Next())]);
                if (random.Next(3) == 0)
                {
                    run.Checkpoint();
                }
            }

            if (lives > 1)
            {
                run.Crash();
            }
        }

        return (run.Drain().ExpectModel(), all);

        Click Next()
        {
            // One in six lags, often by more than the watermark allows.
            var lag = random.Next(6) == 0 ? random.Next(8 * outOfOrder) : random.Next(outOfOrder);
            return ClickInput.Click(number, (int)((number++ - lag) * step), $"user {random.Next(5)}", random.Next(100));
        }
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds((int)seconds);
}
