using System.Text;
using Dataflow.Pipelines.Checkpoints;
using Dataflow.Pipelines.Graph;
using Dataflow.Pipelines.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Dataflow.Pipelines.Tests.Checkpoints;

public sealed class ManifestStoreTests : IDisposable
{
    private readonly MemoryCheckpointStore store = new();
    private readonly RecordingLoggerFactory logs = new();
    private readonly ManifestStore manifests;

    public ManifestStoreTests() => manifests = new ManifestStore(store, logs.CreateLogger("test"));

    [Fact]
    public async Task A_first_start_finds_nothing()
    {
        Assert.Null(await manifests.OpenAsync(CancellationToken.None));
        Assert.Empty(logs.Lines);
    }

    [Fact]
    public async Task The_newest_is_read_whole()
    {
        await manifests.WriteAsync(Manifest(1, "a"), CancellationToken.None);
        await manifests.WriteAsync(Manifest(2, "a", "b"), CancellationToken.None);
        var read = await manifests.OpenAsync(CancellationToken.None);
        Assert.Equal((2, 7, "clicks"), (read!.Checkpoint, read.Epoch, read.Pipeline));
        Assert.Equal(new NodeCounts(10, 9, 1, 0, 0, 0, 0), read.Nodes["clicks"]);
        Assert.Equal(["a", "b"], read.Blocks["distinct"][0].Files.Select(static f => f.Name));
    }

    [Fact]
    public async Task A_flipped_bit_anywhere_makes_the_one_before_be_used_and_is_said_loudly()
    {
        await manifests.WriteAsync(Manifest(1), CancellationToken.None);
        await manifests.WriteAsync(Manifest(2), CancellationToken.None);
        var whole = store.Disk.Manifests[2];
        for (var at = 0; at < whole.Length - 1; at++)
        {
            store.Disk.Manifests[2] = [.. whole];
            store.Disk.Manifests[2][at] ^= 4;
            Assert.Equal(1, (await manifests.OpenAsync(CancellationToken.None))!.Checkpoint);
        }

        Assert.Equal(whole.Length - 1, logs.Lines.Count());
        Assert.All(logs.Lines, static l => Assert.Equal(LogLevel.Critical, l.Level));
        Assert.Contains("Checkpoint 2 in memory is damaged", logs.Lines.First().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_cut_off_anywhere_makes_the_one_before_be_used()
    {
        await manifests.WriteAsync(Manifest(1), CancellationToken.None);
        await manifests.WriteAsync(Manifest(2), CancellationToken.None);
        var whole = store.Disk.Manifests[2];
        for (var length = 0; length < whole.Length - 1; length++)
        {
            store.Disk.Manifests[2] = whole[..length];
            Assert.Equal(1, (await manifests.OpenAsync(CancellationToken.None))!.Checkpoint);
        }
    }

    [Fact]
    public async Task Checkpoints_that_are_all_damaged_are_an_error_and_no_first_start()
    {
        await manifests.WriteAsync(Manifest(1), CancellationToken.None);
        store.Disk.Manifests[1] = "nonsense"u8.ToArray();
        var fault = await Assert.ThrowsAsync<CheckpointException>(async () => await manifests.OpenAsync(CancellationToken.None));
        Assert.Contains("None of the 1 checkpoints in memory can be read", fault.Message, StringComparison.Ordinal);
        Assert.Single(store.Disk.Manifests);
    }

    [Fact]
    public async Task A_damaged_manifest_does_not_stand_in_the_way_of_later_ones()
    {
        await manifests.WriteAsync(Manifest(1), CancellationToken.None);
        store.Disk.Manifests[2] = "nonsense"u8.ToArray();
        store.Disk.Manifests[3] = "nonsense"u8.ToArray();
        Assert.Equal(1, (await manifests.OpenAsync(CancellationToken.None))!.Checkpoint);
        await manifests.WriteAsync(Manifest(2), CancellationToken.None);
        await manifests.RetainAsync(3, CancellationToken.None);
        Assert.Equal([1, 2], store.Disk.Manifests.Keys);
    }

    [Fact]
    public async Task A_newer_format_is_refused_even_where_its_shape_is_another()
    {
        await manifests.WriteAsync(Manifest(1), CancellationToken.None);
        var json = "{\"format\":2,\"shape\":[]}";
        var sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(json)));
        store.Disk.Manifests[2] = Encoding.ASCII.GetBytes($"{json}\n{sum}\n");
        var fault = await Assert.ThrowsAsync<CheckpointException>(async () => await manifests.OpenAsync(CancellationToken.None));
        Assert.Contains("Checkpoint 2 in memory has format 2; this version reads up to 1.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retention_keeps_the_files_that_kept_manifests_name_and_those_being_written()
    {
        foreach (var name in new[] { "a", "b", "c", "d", "being written" })
        {
            store.Disk.Files[name] = [];
        }

        await manifests.WriteAsync(Manifest(1, "a", "b"), CancellationToken.None);
        await manifests.WriteAsync(Manifest(2, "b", "c"), CancellationToken.None);
        await manifests.WriteAsync(Manifest(3, "c", "d"), CancellationToken.None);
        await manifests.RetainAsync(2, CancellationToken.None);
        Assert.Equal([2, 3], store.Disk.Manifests.Keys);
        Assert.Equal(["b", "being written", "c", "d"], store.Disk.Files.Keys.Order());
    }

    [Fact]
    public async Task A_start_takes_away_what_no_manifest_names()
    {
        store.Disk.Files["a"] = [];
        store.Disk.Files["left by a dead process"] = [];
        await manifests.WriteAsync(Manifest(1, "a"), CancellationToken.None);
        await manifests.OpenAsync(CancellationToken.None);
        Assert.Equal(["a"], store.Disk.Files.Keys);
    }

    public void Dispose() => logs.Dispose();

    private static Manifest Manifest(long checkpoint, params string[] files) => new(
        Dataflow.Pipelines.Checkpoints.Manifest.CurrentFormat, "clicks", "1.0.0", checkpoint, 7, DateTimeOffset.UnixEpoch, false, 0,
        new Dictionary<string, NodeCounts> { ["clicks"] = new(10, 9, 1, 0, 0, 0, 0) },
        new Dictionary<string, IReadOnlyList<ManifestLane>> { ["distinct"] = [new(null, [.. files.Select(static f => new CheckpointFile(f, 1, ""))])] });
}
