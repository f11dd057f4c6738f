using Dataflow.Pipelines.Connectors;
using Dataflow.Pipelines.Testing.Contracts;

namespace Dataflow.Pipelines.Testing.Sources;

/// <summary>The checks of a source contract.</summary>
internal sealed class SourceRules<TChunk>(SourceContract<TChunk> contract)
    where TChunk : SourceChunk
{
    private static readonly int[] LaneCounts = [1, 3, 2];
    private static readonly TimeSpan Startup = TimeSpan.FromSeconds(1);

    private readonly List<string> _appended = [];

    public async Task ReadsAsync()
    {
        await AppendAsync(contract.Settings.Entries);
        await using var job = new SourceJob<TChunk>(contract);
        await job.StartAsync();
        await ExpectAllAsync(job);
    }

    public async Task ReadsOnAsync()
    {
        await AppendAsync(contract.Settings.Entries);
        await using var job = new SourceJob<TChunk>(contract);
        await job.StartAsync();
        for (var round = 0; round < 3; round++)
        {
            await ReadUntilAsync(job, _appended.Count);
            await job.CheckpointAsync();
            await AppendAsync(contract.Settings.Entries / 10);
            if (contract.Settings.Ends)
            {
                // The source has ended, and the next start reads later entries.
                await job.StopAsync();
                await job.StartAsync();
            }
        }

        await ExpectAllAsync(job);
    }

    public async Task GoesOnAsync()
    {
        await AppendAsync(contract.Settings.Entries);
        await using var job = new SourceJob<TChunk>(contract);
        for (var start = 1; start <= contract.Settings.Restarts; start++)
        {
            await job.StartAsync();
            await ReadUntilAsync(job, contract.Settings.Entries * start / (contract.Settings.Restarts + 1));
            await job.CheckpointAsync();

            // Entries after the checkpoint are read again.
            await ReadUntilAsync(job, Math.Min(contract.Settings.Entries, job.Count + 1));
            await job.StopAsync();
        }

        await job.StartAsync();
        await ExpectAllAsync(job);
    }

    public async Task ChangesLanesAsync()
    {
        await AppendAsync(contract.Settings.Entries);
        await using var job = new SourceJob<TChunk>(contract);
        for (var start = 1; start <= LaneCounts.Length; start++)
        {
            await job.StartAsync(LaneCounts[start - 1]);
            await ReadUntilAsync(job, contract.Settings.Entries * start / (LaneCounts.Length + 1));
            await job.CheckpointAsync();
            await job.StopAsync();
        }

        await job.StartAsync();
        await ExpectAllAsync(job);
    }

    public async Task GoesBackAsync()
    {
        await AppendAsync(contract.Settings.Entries);
        await using var job = new SourceJob<TChunk>(contract);
        await job.StartAsync();
        await ReadUntilAsync(job, contract.Settings.Entries / 3);
        await job.CheckpointAsync();
        var earlier = job.Checkpoint;
        await ReadUntilAsync(job, contract.Settings.Entries * 2 / 3);
        await job.CheckpointAsync();
        await job.StopAsync();

        job.Checkpoint = earlier;
        await job.StartAsync(isFallback: true);
        await ExpectAllAsync(job);
    }

    public async Task CommitsAsync()
    {
        await AppendAsync(contract.Settings.Entries);
        await using var job = new SourceJob<TChunk>(contract);
        await job.StartAsync();
        for (var count = -1; job.Count > count && job.Count < _appended.Count;)
        {
            count = job.Count;
            await ReadUntilAsync(job, count + 1);
            await job.BeginCheckpointAsync();
        }

        await ExpectAllAsync(job);
    }

    public async Task DrainsAsync()
    {
        await AppendAsync(contract.Settings.Entries);
        await using var job = new SourceJob<TChunk>(contract);
        await job.StartAsync();
        await ReadUntilAsync(job, 1);
        await job.DrainAsync();
        Expect.Same(_appended, job.Read, "The entries read until the end of a drain");

        // After a drain the source can be started again.
        await job.StopAsync();
        await AppendAsync(contract.Settings.Entries / 10);
        await job.StartAsync();
        await job.DrainAsync();
        Expect.Same(_appended, job.Read, "The entries read until the end of a drain");
    }

    public async Task ClosesAsync()
    {
        await AppendAsync(contract.Settings.Entries);
        await using var job = new SourceJob<TChunk>(contract);

        // Before the first chunk, and in each part of the data.
        await job.StartAsync();
        await job.StopAsync();
        for (var part = 0; part < contract.Settings.Restarts; part++)
        {
            await job.StartAsync();
            await ReadUntilAsync(job, Math.Max(1, contract.Settings.Entries * part / contract.Settings.Restarts));
            await job.StopAsync();
        }

        await job.StartAsync();
        await ExpectAllAsync(job);
    }

    public async Task KeepsAsync()
    {
        await AppendAsync(contract.Settings.Entries);
        await using var job = new SourceJob<TChunk>(contract);
        Queue<(TChunk Chunk, ReadEntry[] Entries)> kept = [];
        job.Keep = chunk =>
        {
            // The lane processes one chunk while the reader creates others.
            kept.Enqueue((chunk, [.. contract.Read(chunk)]));
            if (kept.Count > 2)
            {
                Release(kept.Dequeue());
            }
        };
        await job.StartAsync();
        await ExpectAllAsync(job);
        while (kept.TryDequeue(out var chunk))
        {
            Release(chunk);
        }
    }

    public async Task IsVacantAsync()
    {
        await AppendAsync(contract.Settings.Entries);
        await using var job = new SourceJob<TChunk>(contract);
        await job.StartAsync(contract.Settings.Splits + 2);
        await job.UntilAsync(() => job.Lanes.All(static l => l.IsAssigned), "each lane reports its splits, by a chunk that adds them or, where it has none, by an empty chunk");
        Expect.True(job.Lanes.Count(static l => l.SplitCount > 0) <= contract.Settings.Splits, $"{contract.Settings.Splits} splits are read by more lanes: {string.Join("; ", job.Lanes)}");
        await ExpectAllAsync(job);
    }

    public async Task MovesOnAsync()
    {
        if (!contract.Settings.MovesSplits)
        {
            return;
        }

        await AppendAsync(contract.Settings.Entries);
        await using var job = new SourceJob<TChunk>(contract) { IsServiceDeaf = true };
        await job.StartAsync(lanes: 2, opened: 1);
        await ReadUntilAsync(job, _appended.Count);
        await job.AddLaneAsync();
        await job.UntilAsync(() => job.Lanes[1].SplitCount > 0, "a split moves to a lane that is opened later");
        await AppendAsync(contract.Settings.Entries / 10);
        await ExpectAllAsync(job);
    }

    public async Task IsUnreachableAsync()
    {
        var unreachable = contract.CreateLost();
        await HealthRule.CheckAsync(contract.Create(), unreachable, contract.Settings.Limit);
        if (unreachable is null)
        {
            return;
        }

        await using var job = new SourceJob<TChunk>(contract);
        _ = await Expect.ThrowsAsync<ConnectorException>(
            async () =>
            {
                // A source that connects when it reads reports the error then.
                await job.StartAsync(unreachable, Startup);
                await job.UntilAsync(static () => false, $"a {nameof(ConnectorException)}");
            },
            "A source whose service cannot be reached");
    }

    private void Release((TChunk Chunk, ReadEntry[] Entries) kept)
    {
        Expect.Same(kept.Entries.Select(static e => e.Text), contract.Read(kept.Chunk).Select(static e => e.Text), "The entries of a chunk, before it is released, after others were read");
        kept.Chunk.Release();
    }

    private async Task AppendAsync(int count)
    {
        var appended = await contract.AppendTextsAsync(count);
        Expect.Equal(count, appended.Count, $"The number of entries that {contract.GetType().Name}.AppendAsync({count}) has made readable");
        _appended.AddRange(appended);
        Expect.Equal(_appended.Count, _appended.Distinct().Count(), "The number of different entries (the contract distinguishes them by their content)");
    }

    private static Task ReadUntilAsync(SourceJob<TChunk> job, int count) =>
        job.UntilAsync(() => job.Count >= count, $"{count} entries");

    // All existing entries are read, each once, and no others.
    private async Task ExpectAllAsync(SourceJob<TChunk> job)
    {
        await ReadUntilAsync(job, _appended.Count);
        if (contract.Settings.Ends)
        {
            await job.UntilAsync(() => job.Lanes.All(static l => l.HasEnded), "the source ends by itself where its data ends");
        }
        else
        {
            await job.DrainAsync();
        }

        Expect.Same(_appended, job.Read, "The entries that were read");
    }
}
