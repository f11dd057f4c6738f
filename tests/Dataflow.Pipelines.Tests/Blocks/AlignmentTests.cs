using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Blocks;

public sealed class AlignmentTests
{
    [Fact]
    public void A_barrier_passes_when_all_inputs_have_sent_it_and_later_messages_are_held()
    {
        using var rig = Rig.Start(2);
        Send(rig, 0, 1);
        rig.Feeders[0].Barrier(5);
        Send(rig, 0, 2);
        Send(rig, 1, 10);
        Assert.Equal(["0:1", "1:10"], rig.Probe.Seen);

        rig.Feeders[1].Barrier(5);
        Send(rig, 1, 11);
        Assert.Equal(["0:1", "1:10", "barrier 5", "0:2", "1:11"], rig.Probe.Seen);
        Assert.Equal(["0:1", "0:10", "barrier 5", "0:2", "0:11"], rig.Behind.Seen);
    }

    [Fact]
    public void Held_records_keep_their_credits()
    {
        using var rig = Rig.Start(2, new EdgeBuffer(2));
        rig.Feeders[0].Barrier(5);
        var sending = rig.Send(0, 1, 2, 3);
        rig.Run();
        Assert.Equal(2, rig.EdgeOf(0).UnderWay);
        Assert.False(sending.IsCompleted, "an aligned input accepted more batches than its credits allow");

        rig.Feeders[1].Barrier(5);
        rig.Run();
        Assert.True(sending.IsCompletedSuccessfully);
        Assert.Equal(["barrier 5", "0:1", "0:2", "0:3"], rig.Probe.Seen);
    }

    [Fact]
    public void An_input_that_has_ended_counts_as_aligned()
    {
        using var rig = Rig.Start(3);
        rig.Feeders[0].End();
        rig.Feeders[1].Barrier(5);
        rig.Run();
        Assert.Empty(rig.Probe.Seen);
        rig.Feeders[2].Barrier(5);
        rig.Run();
        Assert.Equal(["barrier 5"], rig.Probe.Seen);
    }

    [Fact]
    public void An_input_that_ends_during_an_alignment_counts_as_aligned_and_ends_once()
    {
        using var rig = Rig.Start(2);
        rig.Feeders[0].Barrier(5);
        Send(rig, 0, 1);
        rig.Feeders[0].End();
        Assert.Empty(rig.Probe.Seen);

        rig.Feeders[1].End();
        rig.Run();
        Assert.Equal(["barrier 5", "0:1"], rig.Probe.Seen);
        rig.Scheduler.RunUntil(rig.Probe.Completion, "the block's end");
        rig.Scheduler.RunUntil(rig.Behind.Completion, "the end of the block downstream");
        Assert.False(rig.Job.Completion.IsFaulted, $"{rig.Job.Completion.Exception}");
    }

    [Fact]
    public void Successive_barriers_are_each_aligned_with_those_of_the_same_checkpoint()
    {
        using var rig = Rig.Start(2);
        rig.Feeders[0].Barrier(1);
        Send(rig, 0, 1);
        rig.Feeders[0].Barrier(2);
        Send(rig, 0, 2);
        Send(rig, 1, 10);
        rig.Feeders[1].Barrier(1);
        Send(rig, 1, 11);
        rig.Feeders[1].Barrier(2);
        Send(rig, 1, 12);
        Assert.Equal(["1:10", "barrier 1", "0:1", "1:11", "barrier 2", "0:2", "1:12"], rig.Probe.Seen);
    }

    [Fact]
    public void Random_traffic_is_cut_at_the_same_place_in_every_input() => Seeds.Run(1, 60, static seed =>
    {
        var random = new Random(seed);
        var feeders = random.Next(1, 5);
        using var rig = Rig.Start(feeders, new EdgeBuffer(random.Next(1, 4)), seed: seed);
        List<Task> sending = [];
        for (var f = 0; f < feeders; f++)
        {
            var feeder = f;
            var plan = new Random((seed * 31) + f);
            sending.Add(rig.Scheduler.Start(async () =>
            {
                for (var n = 0; n < 40; n++)
                {
                    await rig.Feeders[feeder].SendAsync(n);
                    if (plan.Next(3) == 0)
                    {
                        rig.Feeders[feeder].Watermark(n);
                    }

                    if (n is 13 or 26)
                    {
                        rig.Feeders[feeder].Barrier(n);
                    }
                }

                rig.Feeders[feeder].End();
            }));
        }

        rig.Scheduler.RunUntil(Task.WhenAll(sending), "all sent");
        rig.Scheduler.RunUntil(rig.Behind.Completion, "the end of the block downstream");
        foreach (var probe in new[] { rig.Probe, rig.Behind })
        {
            foreach (var barrier in new[] { 13, 26 })
            {
                var before = probe.Seen.TakeWhile(s => s != $"barrier {barrier}").Where(static s => char.IsAsciiDigit(s[0])).Select(static s => int.Parse(s[2..], System.Globalization.CultureInfo.InvariantCulture)).ToArray();
                Assert.Equal(feeders * (barrier + 1), before.Length);
                Assert.All(before, n => Assert.InRange(n, 0, barrier));
            }
        }

        for (var f = 0; f < feeders; f++)
        {
            Assert.Equal(Enumerable.Range(0, 40).Select(n => $"{f}:{n}"), rig.Probe.Records.Where(r => r.StartsWith($"{f}:", StringComparison.Ordinal)));
        }
    });

    private static void Send(Rig rig, int feeder, params int[] numbers)
    {
        rig.Scheduler.RunUntil(rig.Send(feeder, numbers), "sending");
        rig.Run();
    }
}
