using System.Text;
using Dataflow.Pipelines.Testing.Tests.Sensors;

namespace Dataflow.Pipelines.Testing.Tests;

public sealed class LateRejectTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_late_record_that_is_rejected_has_its_original_bytes_in_the_dead_letter()
    {
        using var test = PipelineTest.Start(new LateChecks());
        test.Source<Reading>(nameof(LateChecks.Others)).Push(At(70));
        test.Source<Reading>(nameof(LateChecks.Readings)).Push(At(0), At(70));
        test.Source<Reading>(nameof(LateChecks.Readings)).Push(At(10));

        var letters = test.Output<DeadLetter>(nameof(LateChecks.Errors)).OrderBy(static l => l.Node).ToArray();
        Assert.Equal(["refuse", "refuse_pair"], letters.Select(static l => l.Node));
        Assert.All(letters, static letter =>
        {
            Assert.Equal(("readings", 2), (letter.Source, letter.Offset));
            Assert.Contains("2026-01-01T12:00:10", Encoding.UTF8.GetString(letter.Payload.Span), StringComparison.Ordinal);
        });
    }

    private static Reading At(int seconds) => new("s", Noon.AddSeconds(seconds), 1, "r" + seconds);
}
