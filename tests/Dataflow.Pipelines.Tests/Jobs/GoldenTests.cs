using Dataflow.Pipelines.Tests.Clicks;

namespace Dataflow.Pipelines.Tests.Jobs;

/// <summary>One input and one expected output: run without interruption, with checkpoints and restarts, and at other parallelisms.</summary>
public sealed class GoldenTests
{
    private const string Input =
        """
        1 00 ann 5
        2 10 bob 1
        1 00 ann 5
        3 59 ann 2
        4 05 test7 9
        5 61 bob -1
        6 70 bob 13
        7 75 ann 1
        6 70 bob 13
        not json
        8 119 cy 3
        3 59 ann 2
        9 140 ann 7
        """;

    private const string Expected =
        """
        dead clicks 0@9
        dead clicks_valid 0@5
        lake 1 ann 5
        lake 2 bob 1
        lake 3 ann 2
        lake 6 bob 13
        lake 7 ann 1
        lake 8 cy 3
        lake 9 ann 7
        total 12:00:00 ann 2 7
        total 12:00:00 bob 1 1
        total 12:01:00 ann 1 1
        total 12:01:00 bob 1 13
        total 12:01:00 cy 1 3
        total 12:02:00 ann 1 7
        """;

    [Fact]
    public void Run_without_interruption() => Assert.Equal(Expected, Run([13], [1]));

    [Fact]
    public void Run_with_three_checkpoints_and_a_restart_after_each() => Assert.Equal(Expected, Run([3, 4, 2, 4], [1]));

    [Fact]
    public void Run_at_one_lane_then_two_then_three() => Assert.Equal(Expected, Run([5, 4, 4], [1, 2, 3]));

    [Fact]
    public void Run_message_by_message_with_a_crash_after_each() => Assert.Equal(Expected, Run([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [3, 1]));

    private static string Run(int[] portions, int[] parallelism)
    {
        var world = new ClickWorld();
        var messages = Input.Split('\n').Select(ToMessage).ToArray();
        var next = 0;
        for (var i = 0; i < portions.Length; i++)
        {
            var run = ClickRun.Start(world, new ClickGraph { Parallelism = parallelism[i % parallelism.Length] });
            world.Topic.Append(0, messages.AsSpan(next, portions[i]));
            next += portions[i];
            if (i == portions.Length - 1)
            {
                run.Drain();
                break;
            }

            run.Checkpoint();
            run.Crash();
        }

        return string.Join('\n', Lines(world).Order(StringComparer.Ordinal));
    }

    private static byte[] ToMessage(string line) =>
        line.Split(' ') is [var id, var second, var user, var amount]
            ? new Click(id, user, ClickInput.Start.AddSeconds(Number(second)), Number(amount)).ToJson()
            : System.Text.Encoding.UTF8.GetBytes(line);

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<string> Lines(ClickWorld world) =>
    [
        .. world.Lake.Rows.Select(static r => $"lake {r.Id} {r.User} {r.Amount}"),
        .. world.Totals.Rows.Select(static t => $"total {t.Start:HH:mm:ss} {t.User} {t.Count} {t.Amount}"),
        .. world.DeadLetters.Rows.Select(static d => $"dead {d.Node} {d.Partition}@{d.Offset}"),
        .. world.Late.Rows.Select(static r => $"late {r.Id}"),
    ];
}
