using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Telemetry;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Jobs;

/// <summary>Assertions for any run of a <see cref="ClickJob"/> to the end of its data.</summary>
internal static class Expect
{
    /// <summary>Visible rows are those of the model, each once.</summary>
    public static void Results(ClickWorld world, ClickModel model)
    {
        Equal("lake", model.Lake(), world.Lake.Rows.Concat(ClickLines.Visible(world.Files)));
        FileSets(world.Files);
        Equal("late", [], world.Late.Rows);
        Equal("totals", model.Totals(), world.Totals.Rows);
        var letters = world.DeadLetters.Rows;
        Assert.Equal(letters.Count, letters.DistinctBy(static l => (l.Source, l.Partition, l.Offset)).Count());
        Assert.Equal(model.Rejected, letters.Count);
    }

    /// <summary>Each visible file is listed by the marker of its window.</summary>
    public static void FileSets(MemoryFiles files)
    {
        var listed = string.Concat(files.Paths.Where(static p => p.Contains("/_committed-", StringComparison.Ordinal)).Select(files.Read));
        foreach (var path in files.Paths.Where(static p => p.EndsWith(".lines", StringComparison.Ordinal)))
        {
            Assert.True(listed.Contains(Path.GetFileName(path), StringComparison.Ordinal), $"'{path}' is in no committed set");
        }
    }

    /// <summary>Each record that entered a node is counted with one outcome, and the counts of the job are those of the model.</summary>
    public static void Balance(IReadOnlyDictionary<string, NodeCounts> counts, ClickModel model)
    {
        foreach (var (node, c) in counts.Where(static c => c.Key != "totals"))
        {
            Assert.True(c.In == c.Out + c.Rejected + c.Filtered + c.Duplicates + c.Late + c.Dropped, $"{node} does not balance: {c}");
        }

        var all = counts.Values.Aggregate(static (a, b) => a + b);
        Assert.Equal(model.In, counts.Where(static c => c.Key is "clicks" or "clicks_1").Sum(static c => c.Value.In));
        Assert.Equal(model.Rejected, all.Rejected);
        Assert.Equal(model.Filtered, all.Filtered);
        Assert.Equal(model.Lake().Count(), counts["lake"].Out);
        Assert.Equal(model.In, all.Rejected + all.Filtered + all.Duplicates + counts["lake"].Late + counts["lake"].Out);
    }

    public static void NoBatchesLeft(Job job)
    {
        Assert.Equal(0, job.Outstanding<Click>());
        Assert.Equal(0, job.Outstanding<ClickTotal>());
        Assert.Equal(0, job.Outstanding<DeadLetter>());
    }

    private static void Equal<T>(string what, IEnumerable<T> expected, IEnumerable<T> seen)
        where T : struct
    {
        var left = new Dictionary<T, int>();
        foreach (var row in seen)
        {
            left[row] = left.GetValueOrDefault(row) + 1;
        }

        foreach (var row in expected)
        {
            Assert.True(left.Remove(row, out var times) && times == 1, $"{what}: expected once, seen {times} times: {row}");
        }

        Assert.True(left.Count == 0, $"{what}: not expected: {string.Join("; ", left.Take(5))}");
    }
}
