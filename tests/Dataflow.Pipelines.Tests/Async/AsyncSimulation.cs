using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Simulation;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.Async;

/// <summary>Asynchronous operations of varying duration, upstream of a table and of windows that detect a misplaced watermark; the number of lanes changes with each attempt.</summary>
internal sealed class AsyncSimulation : JobSimulation
{
    private readonly ClickGraph _graph = new();
    private readonly HashSet<string> _thrown = [];
    private readonly bool _isOrdered;

    private readonly TimeSpan? _timeout;

    /// <param name="seed">Seed of all random choices of the run.</param>
    /// <param name="timeout">If set, calls that exceed it are abandoned, as they ignore their token, and their records are rejected.</param>
    public AsyncSimulation(int seed, TimeSpan? timeout = null)
        : base(seed)
    {
        _timeout = timeout;
        _isOrdered = Random.Next(2) == 0;
        World = new ClickWorld(1, Random.Next(1, 4));
        for (var partition = 0; partition < World.Topic.Partitions; partition++)
        {
            AddInput(World.Topic, partition, ClickInput.Random(Random, Random.Next(20, 200), partition * 100_000));
        }
    }

    /// <summary>Calls of all attempts.</summary>
    public int Calls { get; private set; }

    /// <summary>Records that were rejected as timed out.</summary>
    public int TimedOut => World.DeadLetters.Rows.Count(IsTimeout);

    public int Records => Valid.Count();

    private IEnumerable<Click> Valid =>
        Messages.Select(static m => Read(m)).OfType<Click>()
            .Where(static c => c.Amount >= 0 && !c.User.StartsWith("test", StringComparison.Ordinal));

    protected override Task<Job> StartAsync(SimulatedProcess process, SingleThreadScheduler scheduler, int life) =>
        Job.StartAsync("async", "1.0.0", job => Build(job, process), World.Options(process, scheduler) with { Buffer = new EdgeBuffer(Random.Next(1, 9)) });

    protected override void ExpectResults()
    {
        var timedOut = World.DeadLetters.Rows.Where(IsTimeout).Select(static l => Read(l.Payload.Span)!.Value).ToList();
        var asked = Valid.ToList();
        Assert.All(timedOut, c => Assert.True(asked.Remove(c), $"{c} was rejected as timed out more often than it was read"));
        var passed = asked.Where(static c => c.Amount % 5 is not (0 or 1)).Select(static c => c with { Amount = c.Amount * 2 }).ToList();
        Assert.Equal(Sorted(passed.Select(static c => c.ToString())), Sorted(World.Lake.Rows.Select(static c => c.ToString())));
        Assert.Equal(
            Sorted(asked.Where(static c => c.Amount % 5 == 1).Select(static c => $"{c.Id} costs {c.Amount}")),
            Sorted(World.DeadLetters.Rows.Where(static l => l.Node == "asked" && !IsTimeout(l)).Select(static l => l.Reason)));
        Assert.Empty(World.Late.Rows);
        var totals =
            from click in passed
            group click by (Start: new DateTimeOffset(click.At.UtcTicks - ((click.At - DateTimeOffset.UnixEpoch).Ticks % _graph.Window.Ticks), TimeSpan.Zero), click.User) into window
            select new ClickTotal(window.Key.Start, window.Key.User, window.Count(), window.Select(static c => c.Id).Distinct().Count(), window.Sum(static c => c.Amount));
        Assert.Equal(Sorted(totals.Select(static t => t.ToString())), Sorted(World.Totals.Rows.Select(static t => t.ToString())));
    }

    protected override void ExpectCounts(Job job)
    {
        var counts = job.Counts()["asked"];
        Assert.Equal(Records, counts.In);
        Assert.Equal(counts.In, counts.Out + counts.Filtered + counts.Rejected);
    }

    private static bool IsTimeout(DeadLetter letter) => letter.Reason.StartsWith(nameof(TimeoutException), StringComparison.Ordinal);

    private static Click? Read(ReadOnlySpan<byte> message) => Click.TryReadJson(message, new JsonDecoder(), out var click, out _) ? click : null;

    private static IEnumerable<string> Sorted(IEnumerable<string> rows) => rows.Order(StringComparer.Ordinal);

    private void Build(JobBuilder job, SimulatedProcess process)
    {
        var connector = new MemorySource<Click>(World.Topic, process, 1) { MaxChunk = Random.Next(1, 60) };
        var options = new AsyncOptions { MaxConcurrency = Random.Next(1, 20), IsOrdered = _isOrdered, Timeout = _timeout ?? TimeSpan.FromHours(1), RejectsTimeouts = _timeout is not null, Retries = Random.Next(2) * 3, Backoff = TimeSpan.Zero };
        var source = job.Add("clicks", Random.Next(1, 3), lane => new ClickSourceBlock(lane, connector, _graph.Watermarks));
        var asked = job.Add("asked", Random.Next(1, 4), lane => new AsyncBlockUnderTest(lane, options, (click, _) => AskAsync(click, options.Retries > 0)));
        var totals = job.Add("totals", Random.Next(1, 4), lane => new TumblingWindowBlock<Click, ClickTotal, ClickTotals>(lane, new TumblingWindows(_graph.Window), isKeyed: true));
        job.Connect<Click>(source, ClickSourceBlock.Valid, asked);
        job.ConnectByKey<Click, ByUser>(asked, 0, totals);
        job.Connect<Click>(asked, 0, job.Add("lake", 1, lane => new SinkBlock<Click>(lane, new MemorySink<Click>(World.Lake, process))));
        job.Connect<ClickTotal>(totals, 0, job.Add("totals_sink", 1, lane => new SinkBlock<ClickTotal>(lane, new MemorySink<ClickTotal>(World.Totals, process))));
        job.Connect<Click>(totals, 1, job.Add("late", 1, lane => new SinkBlock<Click>(lane, new MemorySink<Click>(World.Late, process))));
        job.Connect<DeadLetter>(asked, 1, job.Add("dead_letters", 1, lane => new SinkBlock<DeadLetter>(lane, new MemorySink<DeadLetter>(World.DeadLetters, process))));
    }

    // Some calls complete immediately, others after a few steps of the scheduler, in any order.
    private async ValueTask<OrReject<Click>?> AskAsync(Click click, bool mayThrow)
    {
        Calls++;
        for (var turns = (click.Id[^1] - '0') * 3 % 17; turns > 0; turns--)
        {
            await Task.Yield();
        }

        // At most once per record, which is less than the number of retries.
        if (mayThrow && Calls % 7 == 0 && _thrown.Add(click.Id))
        {
            throw new InvalidOperationException("not this time");
        }

        return (click.Amount % 5) switch
        {
            0 => null,
            1 => Reject.Because($"{click.Id} costs {click.Amount}"),
            _ => (OrReject<Click>)(click with { Amount = click.Amount * 2 }),
        };
    }
}
