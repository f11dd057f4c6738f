using Dataflow.Pipelines.Files;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Files;

/// <summary>Batches with records of many windows: few files, each record once, in order, durable at the barrier.</summary>
public sealed class StragglerTests
{
    private const int MaxOpenFiles = 4;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(20)]
    [InlineData(WindowBuffers<Click>.Max)]
    public void Windows_with_a_buffer_make_one_file_each_between_two_barriers_however_small_the_batches_are(int windows)
    {
        // In each batch one record of each window, and then each record in a separate batch.
        var mixed = string.Join(' ', Enumerable.Range(0, 10).Select(r => "w" + string.Join(',', Enumerable.Range(0, windows).Select(w => (60 * w) + r))));
        var alone = string.Join(' ', Enumerable.Range(0, windows * 3).Select(i => $"w{(60 * (i % windows)) + 20 + (i / windows)}"));
        foreach (var writes in new[] { mixed, alone, $"{mixed} {alone}" })
        {
            var (process, files) = Run($"{writes} c tend c");
            Assert.Equal(windows, Created(process));
            Assert.Equal(writes.Count(static c => c is ',' or 'w'), ClickLines.Visible(files).Count());
            Jobs.Expect.FileSets(files);
        }
    }

    [Fact]
    public void More_windows_than_buffers_lose_nothing_and_open_fewer_files_than_there_are_batches()
    {
        const int Windows = 100, Rounds = 20;
        var writes = string.Join(' ', Enumerable.Range(0, Rounds).Select(static r => "w" + string.Join(',', Enumerable.Range(0, Windows).Select(w => (60 * w) + r))));
        var (process, files) = Run($"{writes} c tend c");
        Assert.Equal(Windows * Rounds, ClickLines.Visible(files).DistinctBy(static c => c.Id).Count());
        Assert.Equal(Windows * Rounds, ClickLines.Visible(files).Count());
        Assert.InRange(Created(process), Windows, Windows * Rounds);
        Jobs.Expect.FileSets(files);
    }

    [Fact]
    public void A_full_buffer_is_written_to_a_part_and_the_rest_of_its_window_follows_in_order()
    {
        // Three batches, each with 1,023 rows of the first window and one of the second: more than two buffers hold.
        var batch = "w" + string.Join(',', Enumerable.Range(0, 1023).Select(static i => i % 60)) + ",61";
        var (process, files) = Run($"{batch} {batch} {batch} c tend c");
        Assert.Equal(2, Created(process));
        var path = files.Paths.Single(static p => p.Contains("/20260301T120000Z-", StringComparison.Ordinal));
        var ids = ClickLines.Read(files, path).Select(static c => int.Parse(c.Id, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(Enumerable.Range(0, 3).SelectMany(static step => Enumerable.Range(step * 1000, 1023)), ids);
    }

    [Fact]
    public void Buffered_rows_are_in_the_checkpoint_and_none_in_the_next()
    {
        var (process, files) = Run("w0,60,120 w1,61 c");
        Assert.Equal(3, Created(process));
        Assert.Equal(5, files.Paths.Where(static p => p.EndsWith(".lines.pending", StringComparison.Ordinal)).SelectMany(p => ClickLines.Read(files, p)).Count());

        // The next checkpoint has nothing to write; a later record of the window is written to a separate file.
        (process, _) = Run("w0,60,120 w1,61 c c");
        Assert.Equal(3, Created(process));
        (process, _) = Run("w0,60,120 w1,61 c w2 c");
        Assert.Equal(4, Created(process));
    }

    [Fact]
    public void No_more_files_than_allowed_are_open_at_a_time_before_the_barrier()
    {
        // One full batch per window: each opens a file immediately.
        var writes = string.Join(' ', Enumerable.Range(0, 12).Select(static w => "w" + string.Join(',', Enumerable.Repeat(60 * w, RecordBatch<Click>.Capacity))));
        var (process, files) = Run($"{writes} c tend c");
        Assert.Equal(12, Created(process));
        Assert.Equal(12 * RecordBatch<Click>.Capacity, ClickLines.Visible(files).Count());
        List<string> open = [];
        foreach (var operation in process.Trace.TakeWhile(static o => o != "manifest"))
        {
            if (operation.StartsWith("create ", StringComparison.Ordinal))
            {
                open.Add(operation[7..]);
            }
            else if (operation.StartsWith("append ", StringComparison.Ordinal))
            {
                // The file that is written is among those opened most recently.
                Assert.Contains(operation[7..], open.TakeLast(MaxOpenFiles));
            }
        }
    }

    [Fact]
    public void Killed_at_any_moment_no_late_record_is_lost_or_duplicated()
    {
        var round = "w" + string.Join(',', Enumerable.Range(0, 36).Select(static w => 60 * w));
        var script = $"{round} {round} c {round} t120 c {round} w2100 c tend c";
        var (whole, files) = Run(script);
        var expected = Ids(files);
        Assert.True(whole.Operations > 400, $"only {whole.Operations} crash points");
        for (var moment = 0; moment < whole.Operations; moment += 7)
        {
            var again = new MemoryFiles();
            var run = new FileSinkScript(script, again, Minute, MaxOpenFiles);
            var process = new SimulatedProcess { DiesAt = moment };
            run.Run(process);
            Assert.True(process.IsDead, $"crash point {moment} was never reached");
            again.Crash(new Random(moment));
            run.Run(new SimulatedProcess());
            Assert.Equal(expected, Ids(again));
        }
    }

    private static List<string> Ids(MemoryFiles files) => [.. ClickLines.Visible(files).Select(static c => c.Id).Order(StringComparer.Ordinal)];

    private static int Created(SimulatedProcess process) => process.Trace.Count(static o => o.StartsWith("create ", StringComparison.Ordinal));

    private static (SimulatedProcess Process, MemoryFiles Files) Run(string script)
    {
        var (process, files) = (new SimulatedProcess(), new MemoryFiles());
        new FileSinkScript(script, files, Minute, MaxOpenFiles).Run(process);
        return (process, files);
    }
}
