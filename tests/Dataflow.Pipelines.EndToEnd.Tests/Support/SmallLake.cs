namespace Dataflow.Pipelines.EndToEnd.Tests.Support;

/// <summary>A topic with more events than the disk of the lake has space for, and the sample's pipeline for them, not started.</summary>
internal sealed class SmallLake : IAsyncDisposable
{
    private const int Count = 80_000;

    private readonly TestDirectory _directory;
    private readonly Broker _broker;

    private SmallDisk? _disk;

    private SmallLake(TestDirectory directory, Broker broker)
    {
        (_directory, _broker) = (directory, broker);
        Pipeline = new() { Kafka = broker.Address, LakePath = directory[Path.Combine("disk", "lake")], State = directory["state"] };
    }

    internal SmallDisk Disk => _disk!;

    internal SamplePipeline Pipeline { get; }

    /// <summary>Events in the topic.</summary>
    internal long Events { get; private set; }

    internal static async Task<SmallLake> StartAsync()
    {
        var broker = await Broker.StartAsync("raw_events:4", "raw_events_dlq:2");
        var directory = new TestDirectory();
        var world = new SmallLake(directory, broker);
        try
        {
            world._disk = await SmallDisk.MountAsync(directory["disk"], "600k");
            await using var generator = Generator.Start(directory, broker.Address, "raw_events", rate: 0, count: Count);
            await generator.EndAsync();
            world.Events = generator.Written;
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        if (_disk is not null)
        {
            await _disk.DisposeAsync();
        }

        _directory.Dispose();
    }
}
