using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Tests.Jobs;

/// <summary>The newest checkpoint is damaged after sinks have committed it.</summary>
public sealed class FallbackTests
{
    private static readonly ClickGraph Graph = new() { HasFileLake = true };
    private readonly ClickWorld _world = new();
    private readonly byte[][] _input = [.. Enumerable.Range(0, 40).Select(static i => ClickInput.Click(i, i * 10).ToJson())];

    [Fact]
    public void A_damaged_newest_checkpoint_is_refused_and_its_restored_copy_gives_each_record_once()
    {
        TwoCheckpoints();
        var (newest, lake) = (Damage(), Lake());
        var fault = Assert.Throws<CheckpointException>(() => Start(allowFallback: false));
        Assert.Contains("cannot be read: its checksum does not match its content", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--from-checkpoint", fault.Message, StringComparison.Ordinal);
        Assert.Equal(lake, Lake());
        Assert.False(_world.Disk.IsLocked);

        _world.Disk.WriteManifest(newest.Checkpoint, newest.Bytes);
        Start(allowFallback: false).Drain();
        Expect.Results(_world, new ClickModel(_input, Graph));
    }

    [Fact]
    public void With_allow_fallback_nothing_is_lost_and_only_records_after_the_earlier_checkpoint_are_duplicated()
    {
        var (first, second) = TwoCheckpoints();
        var (newest, lake) = (Damage(), Lake());
        var run = Start(allowFallback: true);
        Assert.Equal(newest.Checkpoint, run.Job.LastCheckpoint);
        Assert.True(run.Job.Context.IsFallback);
        var told = run.Clicks.Sources[0].Readers[0].Context;
        Assert.Equal(("clicks", true), (told.Pipeline, told.IsFallback));
        Assert.Contains(run.Clicks.Logs.Lines, static l => l.Level == LogLevel.Critical && l.Text.Contains("and not from the newest, as requested", StringComparison.Ordinal));
        Assert.Contains(run.Clicks.Logs.Lines, static l => l.Text.Contains("was committed by a later checkpoint", StringComparison.Ordinal));
        run.Checkpoint();
        Assert.DoesNotContain(newest.Checkpoint, _world.Disk.Manifests.Keys);
        run.Drain();

        // Files that were visible before are unchanged.
        Assert.All(lake, file => Assert.Equal(file.Value, _world.Files.Read(file.Key)));
        Expect.FileSets(_world.Files);
        var seen = ClickLines.Visible(_world.Files).CountBy(static c => int.Parse(c.Id, System.Globalization.CultureInfo.InvariantCulture)).ToDictionary();
        Assert.Equal(Enumerable.Range(0, _input.Length), seen.Keys.Order());
        var twice = seen.Where(static s => s.Value > 1).Select(static s => s.Key).Order().ToArray();
        Assert.NotEmpty(twice);
        Assert.All(twice, id => Assert.InRange(id, first, second - 1));
        Assert.All(seen, static s => Assert.InRange(s.Value, 1, 2));
    }

    [Fact]
    public void A_start_with_fallback_that_made_no_checkpoint_leaves_the_damaged_one_in_place()
    {
        TwoCheckpoints();
        Damage();
        Start(allowFallback: true).Crash();
        Assert.Throws<CheckpointException>(() => Start(allowFallback: false));
        var run = Start(allowFallback: true);
        run.Checkpoint();
        run.Crash();
        Start(allowFallback: false).Drain();
    }

    // Number of records before the earlier checkpoint and before the newer one, which makes windows visible that were open at the earlier one.
    private (int First, int Second) TwoCheckpoints()
    {
        var run = Start(allowFallback: false);
        _world.Topic.Append(0, _input.AsSpan(0, 10));
        run.Checkpoint();
        _world.Topic.Append(0, _input.AsSpan(10, 20));
        run.Checkpoint();
        Assert.NotEmpty(Lake());
        run.Crash();
        _world.Topic.Append(0, _input.AsSpan(30));

        // Several checkpoints may have been taken in between, as windows closed: the one before the newest covers all or the first ten.
        return (10, 30);
    }

    private (long Checkpoint, byte[] Bytes) Damage()
    {
        var (checkpoint, bytes) = _world.Disk.Manifests.Last();
        byte[] damaged = [.. bytes];
        damaged[bytes.Length / 2] ^= 1;
        _world.Disk.WriteManifest(checkpoint, damaged);
        return (checkpoint, bytes);
    }

    private Dictionary<string, string> Lake() => _world.Files.Paths
        .Where(static p => !p.Contains("/_pending/", StringComparison.Ordinal)).ToDictionary(static p => p, _world.Files.Read);

    private ClickRun Start(bool allowFallback) => ClickRun.Start(
        _world, Graph, (w, g, process, scheduler) => new ClickJob(w, g, process) { Scheduler = scheduler, AllowFallback = allowFallback });
}
