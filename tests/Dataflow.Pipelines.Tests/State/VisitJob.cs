using Dataflow.Pipelines.CodeGeneration;
using Dataflow.Pipelines.Jobs;
using Dataflow.Pipelines.State;
using Dataflow.Pipelines.Tests.Clicks;
using Dataflow.Pipelines.Tests.Support;

namespace Dataflow.Pipelines.Tests.State;

/// <summary>One attempt of a job: sources → visits (by user) → lake (numbers) and late (minutes).</summary>
internal sealed class VisitJob(ClickWorld world, SimulatedProcess process, SingleThreadScheduler scheduler, int lanes, int seed = 0, TtlPolicy? ttl = null)
{
    public int MaxChunk { get; init; } = 500;

    /// <summary>Whether a stateless block replaces the keyed one.</summary>
    public bool IsStateless { get; init; }

    public Task<Job> StartAsync() => Job.StartAsync("visits", "1.0.0", Build, world.Options(process, scheduler));

    private void Build(JobBuilder job)
    {
        var visits = new List<Vertex>();
        for (var i = 0; i < world.Topics.Count; i++)
        {
            var source = new MemorySource<Click>(world.Topics[i], process, seed + i) { MaxChunk = MaxChunk };
            visits.Add(job.Add($"clicks_{i}", 1, lane => new ClickSourceBlock(lane, source, new WatermarkPolicy { MaxOutOfOrderness = TimeSpan.FromSeconds(30) })));
        }

        var block = job.Add("visits", lanes, Block (lane) => IsStateless ? new ClickChainBlock(lane) : new VisitBlock(lane, ttl));
        var lake = job.Add("lake", 1, lane => new SinkBlock<Click>(lane, new MemorySink<Click>(world.Lake, process)));
        var minutes = job.Add("minutes", 1, lane => new SinkBlock<Click>(lane, new MemorySink<Click>(world.Late, process)));
        var rejects = job.Add("rejects", 1, lane => new SinkBlock<DeadLetter>(lane, new MemorySink<DeadLetter>(world.DeadLetters, process)));
        foreach (var source in visits)
        {
            job.ConnectByKey<Click, ByUser>(source, ClickSourceBlock.Valid, block);
            job.Connect<DeadLetter>(source, ClickSourceBlock.Invalid, rejects);
        }

        job.Connect<Click>(block, 0, lake);
        if (!IsStateless)
        {
            job.Connect<Click>(block, 1, minutes);
        }
    }
}
