using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Simulation;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>A <see cref="VisitJob"/> that crashes and stops; in each attempt it has another number of lanes.</summary>
internal sealed class VisitSimulation : JobSimulation
{
    private readonly List<Click> _valid;

    public VisitSimulation(int seed)
        : base(seed)
    {
        World = new ClickWorld(Random.Next(1, 3), Random.Next(1, 4));
        var first = 0;
        foreach (var topic in World.Topics)
        {
            for (var partition = 0; partition < topic.Partitions; partition++, first += 100_000)
            {
                AddInput(topic, partition, ClickInput.Random(Random, Random.Next(50, 300), first));
            }
        }

        _valid = [.. Messages.Select(static m => Click.TryReadJson(m, new JsonDecoder(), out var click, out _) ? click : (Click?)null).OfType<Click>()
            .Where(static c => c.Amount >= 0 && !c.User.StartsWith("test", StringComparison.Ordinal))];
    }

    protected override Task<Job> StartAsync(SimulatedProcess process, SingleThreadScheduler scheduler, int life) =>
        new VisitJob(World, process, scheduler, new[] { 1, 2, 4 }[Random.Next(3)], Random.Next()) { MaxChunk = Random.Next(2, 40) }.StartAsync();

    protected override void ExpectResults()
    {
        var numbers = _valid.GroupBy(static c => c.User).SelectMany(static user => Enumerable.Range(1, user.Count()).Select(n => $"{user.Key} {n}"));
        Assert.Equal(numbers.Order(StringComparer.Ordinal), World.Lake.Rows.Select(static r => $"{r.User} {r.Amount}").Order(StringComparer.Ordinal));

        var minutes = _valid.Select(static c => $"{c.User} {c.At.AddTicks(TimeSpan.TicksPerMinute - (c.At.UtcTicks % TimeSpan.TicksPerMinute)):O}").Distinct();
        Assert.Equal(minutes.Order(StringComparer.Ordinal), World.Late.Rows.Select(static r => $"{r.User} {r.At:O}").Order(StringComparer.Ordinal));

        // The minutes of a user are emitted in the order of time.
        foreach (var user in World.Late.Rows.GroupBy(static r => r.User))
        {
            Assert.Equal(user.Select(static r => r.At).Order(), user.Select(static r => r.At));
        }
    }

    protected override void ExpectCounts(Job job) => Assert.Equal(_valid.Count, job.Counts()["visits"].In);
}
