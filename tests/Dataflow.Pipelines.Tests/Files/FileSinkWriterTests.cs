using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Storage;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Files;

public sealed class FileSinkWriterTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("w1,2 w61,3 c t60 c w62 t120 w121,122 c w123 tend c", 8)]
    [InlineData("w1,61,121,181 c w2,62,122,182 t60 c w63,123 t120 w183,184 c tend c", 2)]
    [InlineData("w1 t60 c w61 t120 c w121 t180 c tend c", 8)]
    public void Killed_before_and_after_each_operation_the_next_start_makes_each_window_complete_and_each_record_visible_once(string script, int maxOpenFiles)
    {
        var whole = new SimulatedProcess();
        new FileSinkScript(script, new MemoryFiles(), Minute, maxOpenFiles).Run(whole);
        Assert.True(whole.Operations > 30, $"only {whole.Operations} crash points");
        var expected = Visible(script, -1, maxOpenFiles, 0);
        Assert.Equal(expected.Distinct().Count(), expected.Count);
        for (var moment = 0; moment < whole.Operations; moment++)
        {
            for (var seed = 0; seed < 3; seed++)
            {
                var seen = Visible(script, moment, maxOpenFiles, seed);
                Assert.True(expected.SequenceEqual(seen), $"killed at crash point {moment}, seed {seed}: expected {string.Join(',', expected)}, seen {string.Join(',', seen)}");
            }
        }
    }

    [Fact]
    public void A_window_is_visible_when_it_is_closed_and_committed_and_not_before()
    {
        var files = new MemoryFiles();
        Run("w1,61 c", files);
        Assert.Empty(ClickLines.Visible(files));
        Run("w1,61 c t59 c", files = new());
        Assert.Empty(ClickLines.Visible(files));
        Run("w1,61 c t60 c", files = new());
        Assert.Equal(["0"], ClickLines.Visible(files).Select(static c => c.Id));
        Assert.Contains(files.Paths, static p => p.StartsWith("/lake/hour=2026030112/_committed-20260301T120000Z-lake-aaaa0000-0-000001-000001.json", StringComparison.Ordinal));
        Assert.Contains(files.Paths, static p => p.StartsWith("/lake/hour=2026030112/20260301T120000Z-lake-aaaa0000-0-000001-", StringComparison.Ordinal));
    }

    [Fact]
    public void A_watermark_that_closes_a_window_requests_a_checkpoint_immediately()
    {
        Assert.Equal(0, Run("w1 t59", new()).Requests);
        Assert.Equal(1, Run("w1 t60", new()).Requests);
        Assert.Equal(1, Run("w1 c t60", new()).Requests);
        Assert.Equal(0, Run("t60", new()).Requests);
    }

    [Fact]
    public void A_record_of_a_closed_window_is_counted_as_late_and_not_written()
    {
        var files = new MemoryFiles();
        var run = Run("w1 t60 w2,61,3 c tend c", files);
        Assert.Equal(2, run.Counters.Late);
        Assert.Equal(["0", "2001"], ClickLines.Visible(files).Select(static c => c.Id).Order());
    }

    [Fact]
    public void Late_records_stay_late_after_a_restart_and_after_the_end_of_the_data()
    {
        var files = new MemoryFiles();
        var first = new FileSinkScript("w1,61 tend c w2 w62,121 c tend c", files, Minute);
        first.Run(new SimulatedProcess { Fails = "create /lake/_pending/clicks.lake.aaaa0000/lake-aaaa0000-0-000001-000003" });
        Assert.Equal(3, first.Counters.Late);
        Assert.Equal(["0", "1"], ClickLines.Visible(files).Select(static c => c.Id).Order());
    }

    [Fact]
    public void A_sink_without_windows_makes_each_checkpoint_visible()
    {
        var files = new MemoryFiles();
        var run = new FileSinkScript("w1,2 c w3 c", files, rollOn: null);
        run.Run(new SimulatedProcess());
        Assert.Equal(["0", "1", "2000"], ClickLines.Visible(files).Select(static c => c.Id).Order());
        Assert.Equal(2, files.Paths.Count(static p => p.EndsWith(".lines", StringComparison.Ordinal)));
    }

    [Fact]
    public void Temporaries_of_this_instance_that_no_checkpoint_lists_are_deleted_and_those_of_other_sinks_and_instances_are_not()
    {
        var files = new MemoryFiles();
        Run("w1 c", files);
        files.Create("/lake/_pending/clicks.lake.aaaa0000/left-by-a-dead-process.lines");
        var store = files.For(new SimulatedProcess());
        string[] others = ["/lake/_pending/clicks.lake.bbbb1111/lake-bbbb1111-0-000001-000001.lines", "/lake/_pending/clicks.other_lake.aaaa0000/0.lines"];
        foreach (var other in others)
        {
            store.CreateDirectory(Path.GetDirectoryName(other)!);
            files.Create(other);
        }

        new FileSinkScript("w1 c c", files, Minute, onMissingState: MissingState.Join).Run(new SimulatedProcess());
        Assert.DoesNotContain(files.Paths, static p => p.Contains("dead", StringComparison.Ordinal));
        Assert.All(others, other => Assert.Contains(other, files.Paths));
    }

    [Theory]
    [InlineData(true, "' does not exist. The file was deleted or changed")]
    [InlineData(false, "' has 3. The file was deleted or changed")]
    public void A_listed_part_that_is_missing_or_of_another_length_is_a_clear_error(bool isMissing, string says)
    {
        var (script, files, part) = WithPart();
        files.Remove(part);
        if (!isMissing)
        {
            files.Create(part);
            files.Append(part, "xyz");
        }

        var fault = Assert.Throws<ConnectorException>(() => script.Run(new SimulatedProcess()));
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.Contains("restore it, or go back to an earlier checkpoint with --from-checkpoint", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flipped_bit_in_a_pending_part_is_found_at_the_start_and_the_part_stays_hidden()
    {
        var (script, files, part) = WithPart();
        files.Damage(part);
        var fault = Assert.Throws<ConnectorException>(() => script.Run(new SimulatedProcess()));
        Assert.StartsWith($"'{part}' is damaged: its XXH128 is ", fault.Message, StringComparison.Ordinal);
        Assert.Empty(ClickLines.Visible(files));
    }

    [Fact]
    public void A_flipped_bit_in_a_part_is_found_before_it_becomes_visible_while_the_job_runs()
    {
        var files = new MemoryFiles();
        var process = new SimulatedProcess();
        var script = new FileSinkScript("w1 c t60 c", files, Minute);
        process.Before("manifest", () => files.Damage(files.Paths.Single()));
        var fault = Assert.Throws<ConnectorException>(() => script.Run(process));
        Assert.Contains("is damaged: its XXH128 is ", fault.Message, StringComparison.Ordinal);
        Assert.Empty(ClickLines.Visible(files));
    }

    [Fact]
    public void Two_instances_write_to_one_root_and_neither_deletes_files_of_the_other()
    {
        // The second one starts and ends while the first one has parts that its checkpoint lists.
        var files = new MemoryFiles();
        var running = new SimulatedProcess();
        var first = new FileSinkScript("w1 c w2 t60 c", files, Minute);
        running.Before("create /lake/_pending/clicks.lake.aaaa0000/lake-aaaa0000-0-000001-000002", () =>
            new FileSinkScript("w5 c t60 c", files, Minute, instance: "bbbb1111").Run(new SimulatedProcess()));
        first.Run(running);
        Assert.Equal(["0", "0", "2000"], ClickLines.Visible(files).Select(static c => c.Id).Order());
        Assert.Equal(3, files.Paths.Count(static p => p.EndsWith(".lines", StringComparison.Ordinal)));
        Jobs.Expect.FileSets(files);
    }

    [Fact]
    public void A_second_process_with_a_copy_of_the_state_is_refused_while_the_first_one_runs()
    {
        var files = new MemoryFiles();
        var running = new SimulatedProcess();
        ConnectorException? fault = null;
        running.Before("create /lake/_pending/clicks.lake.aaaa0000/", () =>
            fault ??= Assert.Throws<ConnectorException>(() => new FileSinkScript("w1 c", files, Minute).Run(new SimulatedProcess())));
        new FileSinkScript("w1 c", files, Minute).Run(running);
        Assert.StartsWith("'/lake/_pending/clicks.lake.aaaa0000' is in use by another process: one that runs with a copy of this job's state directory.", fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_checkpoints_parts_of_a_job_that_does_not_run_are_refused_with_the_options()
    {
        var (_, files, part) = WithPart();
        var fault = Assert.Throws<EarlierJobException>(() => new FileSinkScript("c", files, Minute, instance: "bbbb1111").Run(new SimulatedProcess()));
        Assert.StartsWith(
            "There is no checkpoint, but an earlier job of this pipeline has left traces: instance aaaa0000, attempt 1, has left 2 parts in '/lake/_pending/clicks.lake.aaaa0000' that only its own checkpoint can make visible.",
            fault.Message,
            StringComparison.Ordinal);
        Assert.All(["Restore it", "--start-over", "--accept-loss", "--join"], way => Assert.Contains(way, fault.Message, StringComparison.Ordinal));
        foreach (var way in new[] { MissingState.Join, MissingState.StartOver, MissingState.AcceptLoss })
        {
            new FileSinkScript("c", files, Minute, instance: "cccc2222", onMissingState: way).Run(new SimulatedProcess());
            Assert.Contains(part, files.Paths);
        }
    }

    [Fact]
    public void A_visible_file_that_this_job_has_not_written_is_never_replaced()
    {
        // Two jobs that share an instance: a copied state directory, on a machine that the lock does not cover.
        var files = new MemoryFiles();
        Run("w1 t60 c", files);
        var path = files.Paths.Single(static p => p.EndsWith(".lines", StringComparison.Ordinal));
        var before = files.Read(path);
        var fault = Assert.Throws<ConnectorException>(() => Run("w5 t60 c", files));
        Assert.Contains($"'{path}' exists, and this job has not written it", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, files.Read(path));
    }

    [Fact]
    public void A_directory_that_cannot_be_written_is_an_error_of_the_start_with_its_path()
    {
        var fault = Assert.Throws<ConnectorException>(() => new FileSinkScript("w1 c", new MemoryFiles(), Minute).Run(new SimulatedProcess { Fails = "mkdir /lake" }));
        Assert.Contains("Directory '/lake' cannot be written: simulated fault", fault.Message, StringComparison.Ordinal);
    }

    // A job that died with two parts in a checkpoint, none of them visible.
    private static (FileSinkScript Script, MemoryFiles Files, string Part) WithPart()
    {
        var files = new MemoryFiles();
        var script = new FileSinkScript("w1 c w2 c", files, Minute);
        script.Run(new SimulatedProcess());
        return (script, files, files.Paths.First(static p => p.Contains("/_pending/", StringComparison.Ordinal)));
    }

    private static FileSinkScript Run(string script, MemoryFiles files)
    {
        var run = new FileSinkScript(script, files, Minute);
        run.Run(new SimulatedProcess());
        return run;
    }

    private static List<string> Visible(string script, int diesAt, int maxOpenFiles, int seed)
    {
        var files = new MemoryFiles();
        var run = new FileSinkScript(script, files, Minute, maxOpenFiles);
        var process = new SimulatedProcess { DiesAt = diesAt };
        run.Run(process);
        if (diesAt >= 0)
        {
            Assert.True(process.IsDead, $"crash point {diesAt} was never reached");
            files.Crash(new Random(seed));
            run.Run(new SimulatedProcess());
        }

        Assert.DoesNotContain(files.Paths, static p => p.Contains("/_pending/", StringComparison.Ordinal));
        Jobs.Expect.FileSets(files);
        return [.. ClickLines.Visible(files).Select(static c => c.Id).Order(StringComparer.Ordinal)];
    }
}
